import { join } from 'node:path'
import { csharp } from './csharp.js'
import { go } from './go.js'
import { java } from './java.js'
import { javascript } from './javascript.js'
import { mastercardOauth } from './mastercard-oauth.js'
import { php } from './php.js'
import { python } from './python.js'

/** A program in one language, for each provider that has one. */
type Language = readonly [label: keyof typeof mastercardOauth, programs: Readonly<Record<string, string>>]
const LANGUAGES: readonly Language[] = [
  ['Python', python],
  ['Java', java],
  ['C#', csharp],
  ['Go', go],
  ['PHP', php],
  ['JavaScript', javascript],
]

/** The programs for a provider, with its address and settings filled in, and the folder of the PEM files. */
export function snippetsFor(
  provider: string,
  origin: string,
  env: Readonly<Record<string, string>>,
  pems = '.',
): { label: string; text: string }[] {
  const isTls = origin.startsWith('https:')
  const values = {
    ...env,
    ORIGIN: origin,
    PROTOCOL: isTls ? 'node:https' : 'node:http',
    TLS: isTls ? 'tls' : 'None',
  }
  return LANGUAGES.flatMap(([label, programs]) => {
    const program = provider === 'mastercard-oauth' ? mastercardOauth[label] : programs[provider]
    return program === undefined
      ? []
      : [{ label, text: placed(filled(tlsLines(program, isTls), values), pems) }]
  })
}

/** Lines for mutual TLS are left out of plain HTTP. */
const tlsLines = (program: string, isTls: boolean) =>
  program.replace(/^(.*?) *(?:\/\/|#)tls\n/gm, (_line, rest: string) => (isTls ? `${rest}\n` : ''))

/** Windows takes slashes as well, and in a string literal they mean themselves. */
const placed = (program: string, folder: string) =>
  program.replace(/sandbox\.[A-Z_]+\.pem/g, (file) => join(folder, file).replaceAll('\\', '/'))

const filled = (program: string, values: Readonly<Record<string, string>>) =>
  program.replace(/\{\{([A-Z_]+)\}\}/g, (_mark, name: string) => values[name] ?? '')
