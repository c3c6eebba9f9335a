import { join } from 'node:path'
import { writePrivate } from '../../dotenv/write.js'
import { makeFolder } from '../../make-folder.js'

/**
 * Each key and certificate as a file `sandbox.NAME.pem`, for tools that take paths: `--ssl-client-cert`, `--cacert`,
 * `SSL_CERT_FILE`. No name is one that somebody's own file has.
 */
export function writePems(folder: string, env: Readonly<Record<string, string>>): void {
  makeFolder(folder)
  for (const [name, value] of Object.entries(env)) {
    if (!value.startsWith('-----BEGIN ')) continue
    writePrivate(join(folder, `sandbox.${name}.pem`), `${value.trimEnd()}\n`)
  }
}
