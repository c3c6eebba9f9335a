import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { providers } from '@countersign/core'
import { type Environment, environment } from '@countersign/postman'

interface Running {
  readonly origins: Readonly<Record<string, string>>
  readonly env: Readonly<Record<string, string>>
}

/**
 * Environments to import into Postman, with the sandbox's throwaway credentials filled in and `baseUrl` set to it, so
 * that the generated collections run as they are.
 */
export function writePostmanEnvironments(folder: string, { origins, env }: Running): void {
  mkdirSync(folder, { recursive: true })
  for (const provider of providers) {
    const origin = origins[provider.id]
    if (origin === undefined) continue
    const filled = withValues(environment(provider), { ...env, baseUrl: origin })
    const file = join(folder, `${provider.id}.sandbox.postman_environment.json`)
    writeFileSync(file, `${JSON.stringify(filled, null, 2)}\n`, { mode: 0o600 })
  }
}

function withValues({ name, values, ...rest }: Environment, env: Readonly<Record<string, string>>): object {
  const filled = values.map((row) => ({ ...row, value: env[row.key] ?? '' }))
  const baseUrl = { key: 'baseUrl', value: env.baseUrl, type: 'default', enabled: true }
  return { name: `${name}, sandbox`, values: [baseUrl, ...filled], ...rest }
}
