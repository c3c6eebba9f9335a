import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** What a plugin can see of how the app reaches the network. */
export interface AppSettings {
  /** Whether certificates are validated "during authentication", which a token request is. */
  readonly validates: boolean
  /** The proxy for https; undefined for none. */
  readonly proxy: string | undefined
  /** Hosts that are asked without it, separated by commas. */
  readonly noProxy: string
  /** Seconds for a request; undefined if the app sets no limit. */
  readonly timeout: number | undefined
}

declare const __dirname: string

/**
 * The app's preferences, from the file in which it keeps them beside its plugins folder. If it cannot be read,
 * certificates are validated, and the proxy is the one of the process environment.
 */
export function appSettings(folder = __dirname, env: Env = process.env): AppSettings {
  const stored = storedSettings(folder, env) ?? {}
  const fromEnv = { proxy: env.HTTPS_PROXY || env.https_proxy, noProxy: env.NO_PROXY || env.no_proxy || '' }
  const validates = stored.validateAuthSSL !== false
  const timeout = Number(stored.timeout) > 0 ? Number(stored.timeout) / 1000 : undefined
  if (stored.proxyEnabled === false) return { validates, timeout, proxy: undefined, noProxy: '' }
  return {
    validates,
    timeout,
    proxy: textOf(stored.httpsProxy) || fromEnv.proxy,
    noProxy: textOf(stored.noProxy) || fromEnv.noProxy,
  }
}

type Env = Readonly<Record<string, string | undefined>>

const textOf = (value: unknown) => (typeof value === 'string' ? value.trim() : '')

const FILE = 'insomnia.Settings.db'

/** The last state of the settings: the file has a JSON object in each line, and a later one replaces an earlier. */
function storedSettings(folder: string, env: Env): Record<string, unknown> | undefined {
  try {
    const file = settingsFile(folder, env)
    const lines = file ? readFileSync(file, 'utf8').trim().split('\n') : []
    const last = lines.at(-1)
    return last ? { ...JSON.parse(last) } : undefined
  } catch {
    return undefined
  }
}

/** In the data folder that is named, or in one above the plugin. */
function settingsFile(folder: string, { INSOMNIA_DATA_PATH }: Env): string | undefined {
  const folders = INSOMNIA_DATA_PATH ? [INSOMNIA_DATA_PATH] : above(folder)
  return folders.map((one) => join(one, FILE)).find(existsSync)
}

function above(folder: string): string[] {
  const folders = [folder]
  for (let up = 0; up < 6; up++) folders.push(dirname(folders.at(-1) ?? folder))
  return folders
}
