import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { type AnyProvider, clientCertificateSettings, type Values } from '@countersign/core'

/** A pair for mutual TLS, and what the user calls its parts in messages. */
export interface ClientCertificate {
  readonly cert: string
  readonly key: string
  readonly names: { readonly cert: string; readonly key: string }
}

/** The pair among a provider's settings, if both are set. */
export function clientCertificateOf(provider: AnyProvider, values: Values): ClientCertificate | undefined {
  const settings = clientCertificateSettings(provider)
  const cert = settings && values[settings.certificate.name]
  const key = settings && values[settings.key.name]
  if (!cert || !key) return undefined
  return { cert, key, names: { cert: settings.certificate.variable, key: settings.key.variable } }
}

/** Says in words what TLS would say in numbers. @throws {Error} on a part that cannot be used, or two that do not match */
export function checkPair({ cert, key, names }: ClientCertificate): void {
  const certificate = certificateIn(cert, names.cert)
  if (!certificate.checkPrivateKey(privateKeyIn(key, names.key))) {
    throw new Error(`${names.key} is not the key of ${names.cert}. Use the two that were made together.`)
  }
}

/** @throws {Error} if the text holds no certificate */
export function certificateIn(pem: string, name: string): X509Certificate {
  try {
    return new X509Certificate(pem)
  } catch {
    throw new Error(
      `${name} holds no certificate in PEM that can be read. Copy the whole file, from BEGIN to END.`,
    )
  }
}

function privateKeyIn(pem: string, name: string): KeyObject {
  if (/-----BEGIN ENCRYPTED|Proc-Type:\s*4,\s*ENCRYPTED/.test(pem)) {
    throw new Error(
      `${name} is encrypted with a pass phrase. Decrypt it first: openssl pkcs8 -topk8 -nocrypt -in key.pem`,
    )
  }
  try {
    return createPrivateKey(pem)
  } catch {
    throw new Error(
      `${name} holds no private key in PEM that can be read. Copy the whole file, from BEGIN to END.`,
    )
  }
}
