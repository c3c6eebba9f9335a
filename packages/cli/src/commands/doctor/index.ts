import {
  type AnyProvider,
  providers as all,
  createSigner,
  missingSettings,
  type Resolver,
  readSettings,
  settingName,
} from '@countersign/core'
import { nodeHost } from '@countersign/hosts/node'
import { certificateIn, checkPair } from '../../client-certificate.js'
import { type SettingsOptions, settingsFrom } from '../../settings.js'
import type { Io } from '../../terminal/io.js'
import { painter } from '../../terminal/paint.js'
import { whileWaiting } from '../../terminal/spinner.js'
import { clockOf } from './clock.js'
import { findTools } from './tools.js'

export interface DoctorOptions extends SettingsOptions {
  readonly online?: boolean
  readonly json?: boolean
}

/** One finding. `bad` makes the doctor end with 1. */
export interface Finding {
  readonly about: string
  readonly state: 'ok' | 'note' | 'bad'
  readonly text: string
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
  if (!isInUse(provider, settings)) return [finding('note', 'nothing is set: not in use')]
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
    examinePair(provider, values)
  } catch (thrown) {
    return [finding('bad', (thrown as Error).message)]
  }
  const names = Object.keys(values).map((name) => settingName(provider.id, name))
  return [
    finding('ok', `set up: ${names.join(', ')}`),
    ...warnings.map((text) => finding('bad', text)),
    ...endingSoon(provider, values).map((text) => finding('note', text)),
  ]
}

function examinePair(
  { id }: AnyProvider,
  { clientCertificate: cert, clientKey: key }: Readonly<Record<string, string | undefined>>,
): void {
  if (!cert || !key) return
  checkPair({
    cert,
    key,
    names: { cert: settingName(id, 'clientCertificate'), key: settingName(id, 'clientKey') },
  })
}

const SOON_DAYS = 30

/** Certificates among the settings that end within thirty days. */
function endingSoon(
  { id, settings }: AnyProvider,
  values: Readonly<Record<string, string | undefined>>,
): string[] {
  return settings.flatMap(({ name }) => {
    const pem = values[name]
    if (!pem?.includes('-----BEGIN CERTIFICATE-----')) return []
    const certificate = certificateIn(pem, settingName(id, name))
    const days = Math.floor((Date.parse(certificate.validTo) - Date.now()) / 86_400_000)
    // One that has ended is warned of by the provider itself, or by TLS.
    if (days >= SOON_DAYS || days < 0) return []
    return [`${settingName(id, name)} ends in ${days} days, on ${certificate.validTo}`]
  })
}
