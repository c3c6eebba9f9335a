import type { EncryptedPath } from './config.js'
import type { Encryption } from './keys.js'

/** The part of the configuration for a URL: the first whose path is found in it. */
export function pathFor(encryption: Encryption | undefined, url: string): EncryptedPath | undefined {
  const [endpoint = ''] = url.split('?')
  return encryption?.config.paths.find(({ path }) => path.test(endpoint))
}

/** Whether the parts beside an encrypted value travel in headers. */
export const hasHeaders = ({ isJwe, text }: Encryption['config']): boolean =>
  !isJwe && text('ivHeaderName') !== undefined && text('encryptedKeyHeaderName') !== undefined
