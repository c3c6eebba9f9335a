import type { ArgumentSpec, OptionSpec } from './command.js'

/** The options that several commands take. */

export const DOTENV: OptionSpec = {
  flags: '--dotenv <file>',
  about: 'read settings from this file (default: .env, if there is one)',
}
export const SET: OptionSpec = {
  flags: '--set <setting>',
  about: 'a setting, as NAME=VALUE',
  repeatable: true,
}
export const PROVIDER: OptionSpec = {
  flags: '--provider <id>',
  about: "only this provider; the URL's host must still belong to it",
}
export const AT: OptionSpec = {
  flags: '--at <time>',
  about: 'the time, in seconds since 1970 or as 2026-01-31T12:00:00Z',
}
export const NONCE: OptionSpec = {
  flags: '--nonce <text>',
  about: 'this nonce or salt instead of a fresh one',
}
export const CACERT: OptionSpec = {
  flags: '--cacert <file>',
  about: 'trust these certificate authorities (PEM) instead of the built-in ones',
}
/** @param what the seconds are of, and the default */
export const timeout = (what: string): OptionSpec => ({
  flags: '--timeout <seconds>',
  about: `give up after so many seconds ${what}`,
})
export const JSON_OUTPUT: OptionSpec = { flags: '--json', about: 'print one line of JSON' }

export const SETTINGS: readonly OptionSpec[] = [DOTENV, SET, PROVIDER]

export const ENTRY: OptionSpec = {
  flags: '--entry <number>',
  about: 'only this entry of the file, counted from 1',
}

/** For the commands that read a file of traffic. */
export const FILE: readonly OptionSpec[] = [...SETTINGS, ENTRY]

/** For the commands that read requests as they were sent. */
export const SCHEME: OptionSpec = {
  flags: '--scheme <scheme>',
  about: 'http or https, for raw HTTP that does not say it (default: whichever fits)',
}

/** For the commands that take a request. */
export const REQUEST_ARGUMENTS: readonly ArgumentSpec[] = [
  { name: '<method>', about: 'GET, POST, …' },
  { name: '<url>', about: 'in full, with its scheme' },
]
export const REQUEST: readonly OptionSpec[] = [
  { flags: '-H, --header <header>', about: "a header, as 'Name: value'", repeatable: true },
  { flags: '--body <text>', about: 'the body', conflicts: 'bodyFile' },
  { flags: '--body-file <file>', about: 'the file to read the body from; - for standard input' },
  ...SETTINGS,
  { flags: '--cert <file>', about: 'client certificate for mutual TLS (PEM)' },
  { flags: '--key <file>', about: 'private key of the client certificate (PEM)' },
  CACERT,
  JSON_OUTPUT,
]
