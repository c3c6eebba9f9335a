import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { type AnyProvider, toolSettings } from '@countersign/core'
import { environment } from '@countersign/postman'
import { writePrivate } from '../../dotenv/write.js'
import { makeFolder } from '../../make-folder.js'

interface Running {
  readonly origins: Readonly<Record<string, string>>
  readonly env: Readonly<Record<string, string>>
}

type Providers = readonly AnyProvider[]

/**
 * Environments to import into Postman, with the sandbox's throwaway credentials filled in and `baseUrl` set to it, so
 * that the generated collections run as they are.
 */
export function writePostmanEnvironments(
  folder: string,
  { origins, env }: Running,
  providers: Providers,
): void {
  writeEach(folder, 'postman_environment', origins, providers, (provider, origin) =>
    postmanEnvironment(provider, origin, env),
  )
}

/** One of them. */
export function postmanEnvironment(provider: AnyProvider, origin: string, env: Running['env']): object {
  const { name, values, ...rest } = environment(provider)
  // Newman has no secure random source: it needs entropy to encrypt.
  const all = { COUNTERSIGN_ENTROPY: randomBytes(32).toString('hex'), ...env, baseUrl: origin }
  const filled = values.map((row) => ({ ...row, value: all[row.key as keyof typeof all] ?? '' }))
  return { name: `${name}, sandbox`, values: filled, ...rest }
}

/** The base environment of a generated workspace, filled in, to paste into Insomnia. */
export function writeInsomniaEnvironments(
  folder: string,
  { origins, env }: Running,
  providers: Providers,
): void {
  writeEach(folder, 'insomnia', origins, providers, (provider, origin) =>
    insomniaEnvironment(provider, origin, env),
  )
}

/** One of them. */
export function insomniaEnvironment(provider: AnyProvider, origin: string, env: Running['env']): object {
  const names = toolSettings(provider).map(({ variable }) => variable)
  return { baseUrl: origin, ...Object.fromEntries(names.map((name) => [name, env[name] ?? ''])) }
}

type Make = (provider: AnyProvider, origin: string) => object

function writeEach(
  folder: string,
  kind: string,
  origins: Running['origins'],
  providers: Providers,
  make: Make,
): void {
  makeFolder(folder)
  for (const provider of providers) {
    const origin = origins[provider.id]
    if (origin === undefined) continue
    const file = join(folder, `${provider.id}.sandbox.${kind}.json`)
    writePrivate(file, `${JSON.stringify(make(provider, origin), null, 2)}\n`)
  }
}
