import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isDefinition, isOurs, type ProviderModule, TYPED_PATCH } from '@countersign/bundle'
import type { AnyProvider } from '@countersign/core/provider'
import { isPem, settingsOf } from '@countersign/core/settings'

/** What decides which rooms of core and of this package a script has. */
export interface Rooms {
  /** The folder of core's modules. */
  readonly core: string
  readonly providers: readonly ProviderModule[]
  /** Its modules that only some scripts need. */
  readonly tool: { readonly sending?: string; readonly entropyHint?: string }
  /** The script encrypts, or signs by a private key. */
  readonly drawsRandom: boolean
}

/** What stands in a script in place of a module: a file, or a text. */
type Instead = { readonly file: string } | { readonly text: string }

const SCRIPT = fileURLToPath(new URL('..', import.meta.url))
const lean = (name: string): Instead => ({ file: `${SCRIPT}lean/${name}.js` })

/**
 * Leaves out of a script what its providers do not need, and what the bundler checks once in its place. Every byte of a
 * script is copied several times for each request, and compiled at the first ones.
 */
export function roomsPlugin(rooms: Rooms) {
  const replaced = replacements(rooms)
  const files = new Set([...replaced.values()].map((instead) => 'file' in instead && instead.file))
  const names = new Set([...replaced.keys()].map((id) => basename(id, '.js')))
  return {
    name: 'countersign-rooms',
    resolveId(this: Resolving, id: string, importer = '') {
      // What stands in place of a module may import that module.
      if (files.has(importer) && id.startsWith(CORE)) return `${rooms.core}/${id.slice(CORE.length)}.js`
      return names.has(basename(id, '.js')) ? resolved(this, id, importer, replaced) : undefined
    },
    load(id: string) {
      const instead = QUICK.test(id) ? NOT_QUICK : replaced.get(id)
      return instead && 'text' in instead ? instead.text : undefined
    },
  }
}

const CORE = '@countersign/core/'

// Definitions sign in one round as well as step by step: for k6, where each call costs as much as a step.
const QUICK = /[\\/]definitions[\\/]dist[\\/]runtime[\\/]quick\.js$/
const NOT_QUICK: Instead = { text: 'export const quick = () => undefined' }

interface Resolving {
  resolve(id: string, importer?: string, options?: object): Promise<{ readonly id: string } | null>
}

/** The module that is meant, or the file in its place. */
async function resolved(
  plugin: Resolving,
  id: string,
  importer: string,
  replaced: ReadonlyMap<string, Instead>,
) {
  const meant = await plugin.resolve(id, importer, { skipSelf: true })
  const instead = meant && replaced.get(meant.id)
  return instead && 'file' in instead ? instead.file : meant
}

function replacements({ core, providers: modules, tool, drawsRandom }: Rooms): Map<string, Instead> {
  const providers = modules.map(({ provider }) => provider)
  const isTyped = modules.every((module) => isOurs(module) || isDefinition(module))
  const waits = providers.some(({ prepare, tokens }) => prepare ?? tokens)
  const isAlone = providers.length === 1 && !providers.some(hasPaths)
  const holdsKeys = providers.some(({ settings }) => settings.some(isPem))
  const hasMembers = providers.some(({ settings }) => settings.some((setting) => setting.secretMembers))
  const rows: [string, Instead | false][] = [
    // Requests come from `readRequest` of this package, in its types.
    [`${core}/request.js`, { text: 'export const readRequest = (request) => request' }],
    [`${core}/setting-name.js`, { text: namesOf(providers) }],
    [`${core}/ignored.js`, lean('ignored')],
    [`${core}/patch.js`, isTyped && { file: TYPED_PATCH }],
    [`${core}/needs.js`, isTyped && lean('needs')],
    [`${core}/deciding/choice.js`, isAlone && lean('choice')],
    [`${core}/secrets/conceal.js`, lean('conceal')],
    [`${core}/secrets/filter.js`, !holdsKeys && lean('filter')],
    [`${core}/secrets/members.js`, !hasMembers && { text: WHOLE_SECRETS }],
    [`${SCRIPT}waiting.js`, !waits && lean('waiting')],
    [tool.sending ?? '', !waits && { text: 'export const send = undefined' }],
    [tool.entropyHint ?? '', !drawsRandom && { text: 'export const ENTROPY_HINT = undefined' }],
  ]
  return new Map(rows.filter((row): row is [string, Instead] => row[1] !== false))
}

/** By its own word, or by a setting. */
const hasPaths = ({ paths, settings }: AnyProvider) =>
  paths !== undefined || settings.some(({ name }) => name === 'paths')

const WHOLE_SECRETS = 'export const secretsIn = (setting, value) => [value]'

/** The names of all settings, which take a while to make. */
function namesOf(providers: readonly AnyProvider[]): string {
  const names = providers.map(
    (provider) => [provider.id, settingsOf(provider).map(({ name, variable }) => [name, variable])] as const,
  )
  const table = Object.fromEntries(names.map(([id, rows]) => [id, Object.fromEntries(rows)]))
  return `const names = ${JSON.stringify(table)}\nexport const settingName = (id, name) => names[id]?.[name] ?? name`
}
