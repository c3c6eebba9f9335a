import type { AnyProvider } from '@countersign/core/provider'
import { readSettings } from '@countersign/core/settings'
import { resolverOf } from './settings.js'
import type { Settings, TlsAuth } from './types.js'

/** `options.tlsAuth` of a provider's client certificate and key; empty where neither is set. */
export function tlsAuthOf(provider: AnyProvider, settings?: Settings): TlsAuth[] {
  const { clientCertificate: cert, clientKey: key } = readSettings(provider, resolverOf(provider, settings))
  return cert && key ? [{ cert, key }] : []
}
