import type { AnyProvider } from '@countersign/core/provider'
import { readSettings } from '@countersign/core/settings'
import { clientCertificateOf } from '@countersign/core/x509/client-certificate'
import { resolverOf } from './settings.js'
import type { Settings, TlsAuth } from './types.js'

/** `options.tlsAuth` of a provider's client certificate and key; empty if neither is set. */
export function tlsAuthOf(provider: AnyProvider, settings?: Settings): TlsAuth[] {
  const values = readSettings(provider, resolverOf(provider, settings))
  const pair = clientCertificateOf(provider, values, { name: 'k6' })
  return pair ? [{ cert: pair.cert, key: pair.key }] : []
}
