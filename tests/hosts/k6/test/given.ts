import {
  type Fault,
  type ProviderId,
  type Sandbox,
  type SandboxOptions,
  startSandbox,
} from '@countersign/sandbox'
import { afterAll } from 'vitest'

const sandboxes: Sandbox[] = []
afterAll(() => Promise.all(sandboxes.map((sandbox) => sandbox.close())))

/** A sandbox of one provider over plain http, and what a script is given of it. */
export interface Given {
  readonly sandbox: Sandbox
  readonly origin: string
  /** By their names in code. */
  readonly settings: Readonly<Record<string, string>>
}

export async function given(id: ProviderId, options: SandboxOptions = {}, fault?: Fault): Promise<Given> {
  const mastercard = { mutualTls: false, ...options.mastercard }
  const sandbox = await startSandbox({ ...options, mastercard, providers: [id] })
  sandbox.fault(id, fault)
  sandboxes.push(sandbox)
  return { sandbox, origin: sandbox.origins[id] ?? '', settings: settingsIn(sandbox.env, id) }
}

/** INQUD_TOKEN_ID → tokenId. */
function settingsIn(env: Readonly<Record<string, string>>, id: string): Record<string, string> {
  const own = Object.entries(env).filter(([name]) => name.startsWith(`${id.toUpperCase()}_`))
  return Object.fromEntries(own.map(([name, value]) => [camelCase(name.slice(id.length + 1)), value]))
}

const camelCase = (name: string) => name.toLowerCase().replace(/_(.)/g, (_, letter) => letter.toUpperCase())

/** `__ENV.GIVEN` of a script: origins and settings by name, and what else it needs. */
export function envOf(all: Readonly<Record<string, Given>>, more: object = {}): { GIVEN: string } {
  const entries = Object.entries(all)
  const at = Object.fromEntries(entries.map(([name, { origin }]) => [name, origin]))
  const settings = Object.fromEntries(entries.map(([name, one]) => [name, one.settings]))
  return { GIVEN: JSON.stringify({ at, settings, ...more }) }
}

const SECRET = ['tokenSecret', 'clientSecret', 'privateKey', 'decryptionKey', 'clientKey']

/** Texts that must show nowhere: of a PEM a line, since a line is enough to look for. */
export function secretsOf(all: Readonly<Record<string, Given>>): string[] {
  const values = Object.values(all).flatMap(({ settings }) => SECRET.map((name) => settings[name]))
  return values.flatMap((value) => (value ? [value.split('\n')[3] ?? value] : []))
}
