import {
  type AnyProvider,
  providers as all,
  createSigner,
  missingSettings,
  type Resolver,
  readSettings,
  settingsOf,
  type Values,
} from '@countersign/core'
import { nodeHost } from '@countersign/hosts/node'
import { certificateIn, checkPair, clientCertificateOf } from '../../client-certificate.js'
import { type SettingsOptions, settingsFrom } from '../../settings.js'
import type { Io } from '../../terminal/io.js'
import { painter } from '../../terminal/paint.js'
import { whileWaiting } from '../../terminal/spinner.js'
import { clockOf } from './clock.js'
import type { Finding } from './finding.js'
import { findTools } from './tools.js'

export interface DoctorOptions extends SettingsOptions {
  readonly online?: boolean
  readonly json?: boolean
}

/** `countersign doctor`: what is set up, what is missing, what will end soon, which tools are there. @returns the status */
export async function doctor(options: DoctorOptions, io: Io): Promise<number> {
  const settings = settingsFrom(options, io)
  const findings = [...all.flatMap((provider) => examine(provider, settings)), ...(await findTools(io.env))]
  if (options.online)
    findings.push(
      ...(await whileWaiting(io, "Asking the providers' hosts for the time", () => clocks(settings))),
    )
  const paint = painter(io.stdout)
  const marks = { ok: paint('green', 'ok  '), note: paint('dim', '·   '), bad: paint('red', 'BAD ') }
  const lines = findings.map(({ about, state, text }) => `${marks[state]}${about.padEnd(16)}${text}\n`)
  io.stdout.write(options.json ? `${JSON.stringify(findings)}\n` : lines.join(''))
  return findings.some(({ state }) => state === 'bad') ? 1 : 0
}

const clocks = (settings: Resolver) => Promise.all(all.filter((one) => isInUse(one, settings)).map(clockOf))

const isInUse = (provider: AnyProvider, settings: Resolver) =>
  Object.keys(readSettings(provider, settings)).length > 0

function examine(provider: AnyProvider, settings: Resolver): Finding[] {
  const finding = (state: Finding['state'], text: string): Finding => ({ about: provider.name, state, text })
  if (!isInUse(provider, settings)) return [finding('note', 'no settings: not in use')]
  const values = readSettings(provider, settings)
  const missing = missingSettings(provider, values)
  if (missing.length > 0) return missing.map((name) => finding('bad', `${name} is missing`))
  const warnings: string[] = []
  try {
    createSigner({
      providers: [provider],
      settings,
      host: nodeHost(),
      warn: (text) => warnings.push(text),
    }).ready(provider)
    const pair = clientCertificateOf(provider, values)
    if (pair) checkPair(pair)
  } catch (thrown) {
    return [finding('bad', (thrown as Error).message)]
  }
  const set = settingsOf(provider).filter(({ name }) => values[name] !== undefined)
  const names = set.map(({ variable }) => variable)
  return [
    finding('ok', `set up: ${names.join(', ')}`),
    ...warnings.map((text) => finding('bad', text)),
    ...endingSoon(provider, values).map((text) => finding('note', text)),
  ]
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
