import { CountersignError } from '@countersign/core/errors'
import type { AnyProvider } from '@countersign/core/provider'
import { toolSettings } from '@countersign/core/settings'
import type { InsomniaRequest } from './context.js'

/** No setting is as long as this; a chain of certificates is a tenth of it. */
const LONGEST = 100_000

/** The entries of an Insomnia environment that are settings, read once for a send. */
export interface Environment {
  /** The text of an entry. */
  get(name: string): string | undefined
  /** What is wrong with an entry that is there and cannot be a setting. */
  problem(name: string): string | undefined
  /** The names of all entries: of those that are no settings too, if the app gives them. */
  readonly names: readonly string[]
  /** The same for equal entries. Holds secrets: it stays in memory. */
  readonly key: string
}

/** The names a provider's settings have in an environment. What the tool holds itself is not asked for. */
export const namesOf = (provider: AnyProvider): string[] =>
  toolSettings(provider).map(({ variable }) => variable)

export function readEnvironment(
  request: Pick<InsomniaRequest, 'getEnvironmentVariable' | 'getEnvironment'>,
  providers: readonly AnyProvider[],
): Environment {
  const texts = new Map<string, string>()
  const problems = new Map<string, string>()
  const all = Object.entries(request.getEnvironment?.() ?? {})
  const there = new Set(all.flatMap(([name, value]) => (value === undefined ? [] : [name])))
  const objects = new Set(
    providers.flatMap(toolSettings).flatMap(({ kind, variable }) => (kind === 'json' ? variable : [])),
  )
  for (const name of ['COUNTERSIGN', ...providers.flatMap(namesOf)]) {
    const value = request.getEnvironmentVariable(name)
    if (value !== undefined && value !== null) there.add(name)
    const { text, problem } = readEntry(objects.has(name) && isObject(value) ? JSON.stringify(value) : value)
    if (text !== undefined) texts.set(name, text)
    if (problem !== undefined) problems.set(name, problem)
  }
  const names = [...there]
  return {
    get: (name) => texts.get(name),
    problem: (name) => problems.get(name),
    names,
    key: JSON.stringify([...texts, ...names]),
  }
}

/** JSON may stand in an environment as it is, not as a text. */
const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value)

/** A number or a boolean counts as its text. Anything else gets a text that says what it is, so that it counts as set. */
function readEntry(value: unknown): { text?: string; problem?: string } {
  if (value === undefined || value === null || value === '') return {}
  if (typeof value === 'number' || typeof value === 'boolean') return { text: String(value) }
  if (typeof value !== 'string') {
    const kind = Array.isArray(value) ? 'a list' : `of the kind ${typeof value}`
    return { text: listed(value), problem: `is ${kind}; it must be a text` }
  }
  if (value.length <= LONGEST) return { text: value }
  return { text: '(too long)', problem: `is ${value.length} characters long; no setting is` }
}

/** A list of hosts still says which requests are meant, so that they are refused and do not leave unsigned. */
function listed(value: object | unknown): string {
  const texts = Array.isArray(value) ? value.filter((one) => typeof one === 'string').slice(0, 100) : []
  return texts.length > 0 ? texts.join(',').slice(0, LONGEST) : '(no text)'
}

/** @throws {CountersignError} `invalid-setting` if an entry of this provider cannot be a setting */
export function checkEntries(environment: Environment, provider: AnyProvider): void {
  for (const name of namesOf(provider)) {
    const problem = environment.problem(name)
    if (problem === undefined) continue
    const text = `${provider.name}: ${name} ${problem}. Correct it in the Insomnia environment.`
    throw new CountersignError('invalid-setting', text, provider.id)
  }
}
