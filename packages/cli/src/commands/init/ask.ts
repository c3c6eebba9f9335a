import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { type AnyProvider, isPem, type NamedSetting, settingsOf } from '@countersign/core'
import { expanded } from '../../text-file.js'
import { type Answers, problemWith } from './check.js'

/** Thrown at Ctrl-C. What was answered until then is kept. */
export class Cancelled extends Error {}

const prompts = () => import('@clack/prompts')

export async function askProviders(providers: readonly AnyProvider[]): Promise<readonly AnyProvider[]> {
  const { multiselect } = await prompts()
  const options = providers.map((provider) => ({ value: provider, label: provider.name }))
  return answered(await multiselect({ message: 'Which providers?', options }))
}

/** Asks for the settings of a provider, one after the other; each is checked before the next is asked for. */
export async function askSettings(provider: AnyProvider, given: Answers, keep: (answers: Answers) => void) {
  const values: Record<string, string> = { ...given }
  for (const setting of settingsOf(provider)) {
    if (values[setting.variable] || values[`${setting.variable}_FILE`]) continue
    const answer = await ask(provider, setting, values)
    Object.assign(values, answer)
    keep(values)
  }
}

/** One setting, asked for until its answer can be used; a path of a key becomes `NAME_FILE`. */
async function ask(provider: AnyProvider, setting: NamedSetting, before: Answers): Promise<Answers> {
  const { log } = await prompts()
  for (;;) {
    const answer = await read(setting)
    const value = asSetting(setting, answer.trim())
    const problem =
      answer.trim() === ''
        ? setting.required && `${setting.variable} is required.`
        : problemWith(provider, setting, { ...before, ...value })
    if (!problem) return answer.trim() === '' ? {} : value
    log.error(problem)
  }
}

function asSetting({ variable, ...setting }: NamedSetting, answer: string): Answers {
  const path = expanded(answer.replace(/^(['"])(.*)\1$/, '$2'))
  const isFile = isPem(setting) || setting.kind === 'json'
  if (isFile && !answer.includes('-----BEGIN') && path.length < 1000 && existsSync(path))
    return { [`${variable}_FILE`]: resolve(path) }
  return { [variable]: answer }
}

async function read(setting: NamedSetting): Promise<string> {
  const { variable, about, required, secret, choices } = setting
  const { password, select, text } = await prompts()
  const message = `${variable}: ${about}${required ? '' : ' (optional)'}`
  if (isPem(setting)) return readPem(`${message}. Paste all of it, or type the path of its file`)
  if (choices) {
    const options = choices.map((value) => ({ value, label: value }))
    const initial = setting.default === undefined ? {} : { initialValue: setting.default }
    return answered(await select({ message, options, ...initial }))
  }
  return answered(secret ? await password({ message }) : await text({ message })) ?? ''
}

/** A PEM as it is pasted, line after line until its END; any other line is an answer by itself. Nothing is echoed. */
async function readPem(message: string): Promise<string> {
  const { log } = await prompts()
  const output = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines: string[] = []
  // Before the question, so that nothing typed is echoed by the terminal.
  const reader = createInterface({ input: process.stdin, output, terminal: true })
  log.step(message)
  try {
    for await (const line of reader) {
      lines.push(line)
      const isWhole = !lines[0]?.includes('-----BEGIN') || line.includes('-----END') || lines.length > 1000
      if (isWhole) return lines.join('\n')
    }
    throw new Cancelled()
  } finally {
    reader.close()
  }
}

/** @throws {Cancelled} if Ctrl-C was pressed */
function answered<T>(answer: T): Exclude<T, symbol> {
  if (typeof answer === 'symbol') throw new Cancelled()
  return answer as Exclude<T, symbol>
}
