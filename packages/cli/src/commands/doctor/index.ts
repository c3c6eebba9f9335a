import {
  type AnyProvider,
  createSigner,
  missingTexts,
  type Resolver,
  readSettings,
  settingsOf,
  type Values,
} from '@countersign/core'
import { describeSecret } from '@countersign/core/steps/key'
import { checkSigning } from '../../carried.js'
import { certificateIn, checkPair, clientCertificateOf } from '../../client-certificate.js'
import { timeoutOf } from '../../network/timeout.js'
import { nodeHost } from '../../node-host.js'
import { providersOf } from '../../providers.js'
import { readSettings as readSources, type SettingsOptions } from '../../settings.js'
import { column } from '../../terminal/column.js'
import { type Io, report } from '../../terminal/io.js'
import { painter } from '../../terminal/paint.js'
import { whileWaiting } from '../../terminal/spinner.js'
import { clockOf } from './clock.js'
import type { Finding } from './finding.js'
import { brokenKeys } from './keys.js'
import { findTools } from './tools.js'

export interface DoctorOptions extends SettingsOptions {
  readonly online?: boolean
  readonly timeout?: string
  readonly json?: boolean
}

/** `countersign doctor`: what is set up, what is missing, what will end soon, which tools are there. @returns the status */
export async function doctor(options: DoctorOptions, io: Io): Promise<number> {
  const seconds = timeoutOf(options.timeout) ?? ONLINE_SECONDS
  const { resolve: settings, notes } = readSources(options, io)
  const all = providersOf(io)
  const findings: Finding[] = [
    ...(await Promise.all(all.map((provider) => examine(provider, settings)))).flat(),
    ...notes.map(({ text, isMistake }) => ({
      about: 'Settings',
      state: isMistake ? ('bad' as const) : ('note' as const),
      text,
    })),
    ...(await findTools(io.env)),
  ]
  if (options.online)
    findings.push(
      ...(await whileWaiting(io, "Asking the providers' hosts for the time", () =>
        clocks(all, settings, (provider) => clockOf(provider, seconds, io)),
      )),
    )
  const paint = painter(io.stdout)
  const marks = { ok: paint('green', 'ok  '), note: paint('dim', '·   '), bad: paint('red', 'BAD ') }
  const padded = column(findings.map(({ about }) => about))
  const lines = findings.map(({ about, state, text }) => `${marks[state]}${padded(about)}${text}\n`)
  report(io, options.json ? `${JSON.stringify(findings)}\n` : lines.join(''))
  return findings.some(({ state }) => state === 'bad') ? 1 : 0
}

const ONLINE_SECONDS = 10

async function clocks(
  all: readonly AnyProvider[],
  settings: Resolver,
  clock: (provider: AnyProvider) => Promise<Finding>,
): Promise<Finding[]> {
  const used = all.filter((one) => isInUse(one, settings))
  if (used.length > 0) return Promise.all(used.map(clock))
  return [
    { about: 'Clock', state: 'note', text: 'not compared: no provider has settings, so no host was asked' },
  ]
}

const isInUse = (provider: AnyProvider, settings: Resolver) =>
  Object.keys(readSettings(provider, settings)).length > 0

async function examine(provider: AnyProvider, settings: Resolver): Promise<Finding[]> {
  const finding = (state: Finding['state'], text: string): Finding => ({ about: provider.name, state, text })
  if (!isInUse(provider, settings)) return [finding('note', 'no settings: not in use')]
  const values = readSettings(provider, settings)
  const missing = missingTexts(provider, values, settings)
  if (missing.length > 0) return missing.map((text) => finding('bad', text))
  const warnings: string[] = []
  try {
    const warn = (text: string) => warnings.push(text)
    const signer = createSigner({ providers: [provider], settings, host: nodeHost(), warn })
    signer.ready(provider)
    const pair = clientCertificateOf(provider, values)
    if (pair) checkPair(pair)
    await checkSigning(provider, settings, values)
  } catch (thrown) {
    return [finding('bad', (thrown as Error).message)]
  }
  const set = settingsOf(provider).filter(({ name }) => values[name] !== undefined)
  const names = set.map(({ name, secret, kind, variable }) =>
    secret && kind !== 'pem'
      ? `${variable} (${describeSecret(name, values[name] ?? '', nodeHost())})`
      : variable,
  )
  return [
    finding('ok', `set up: ${names.join(', ')}`),
    ...warnings.map((text) => finding('bad', text)),
    ...brokenKeys(provider, values).map((text) => finding('bad', text)),
    ...shortSecrets(provider, values).map((text) => finding('note', text)),
    ...endingSoon(provider, values).map((text) => finding('note', text)),
  ]
}

/** Filters that keep secrets out of messages cannot tell a short one from a word. */
const SHORT = 8

function shortSecrets(provider: AnyProvider, values: Values): string[] {
  const secrets = settingsOf(provider).filter(({ secret }) => secret)
  return secrets.flatMap(({ name, variable }) => {
    const length = values[name]?.length ?? SHORT
    return length < SHORT
      ? [
          `Warning: ${variable} has ${length} character${length === 1 ? '' : 's'}. A secret of fewer than ${SHORT} is easily guessed, and is hidden in messages only when it is a word by itself.`,
        ]
      : []
  })
}

const SOON_DAYS = 30

/** Certificates among the settings that expire within thirty days. */
function endingSoon(provider: AnyProvider, values: Values): string[] {
  return settingsOf(provider).flatMap(({ name, variable }) => {
    const pem = values[name]
    if (!pem?.includes('-----BEGIN CERTIFICATE-----')) return []
    const { validTo } = certificateIn(pem, variable)
    const days = Math.floor((Date.parse(validTo) - Date.now()) / 86_400_000)
    // The provider itself, or TLS, warns of one that has expired.
    if (days >= SOON_DAYS || days < 0) return []
    return [`${variable} expires in ${days} days, on ${validTo}`]
  })
}
