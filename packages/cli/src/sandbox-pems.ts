import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Each key and certificate as a file `NAME.pem`, for tools that take paths: `--ssl-client-cert`, `--cacert`,
 * `SSL_CERT_FILE`.
 */
export function writePems(folder: string, env: Readonly<Record<string, string>>): void {
  mkdirSync(folder, { recursive: true })
  for (const [name, value] of Object.entries(env)) {
    if (!value.startsWith('-----BEGIN ')) continue
    writeFileSync(join(folder, `${name}.pem`), `${value.trimEnd()}\n`, { mode: 0o600 })
  }
}
