import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import {
  type AnyProvider,
  type ClientCertificate,
  certificatesIn,
  clientCertificateOf as pairAmong,
  readTlsPair,
  type Values,
} from '@countersign/core'
import { unlocking } from './node-host.js'

export type { ClientCertificate }

/** The pair among a provider's settings, if both are set, as PEM. @throws {CountersignError} `invalid-key` */
export const clientCertificateOf = (provider: AnyProvider, values: Values) =>
  pairAmong(provider, values, unlocking)

/** The pair of the command, as PEM. @throws {CountersignError} `invalid-key` */
export const pairOfFiles = (cert: string, key: string) =>
  readTlsPair({ cert, key, names: { cert: '--cert', key: '--key' } }, { host: unlocking })

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
    const [first] = certificatesIn(pem, { host: unlocking })
    return new X509Certificate(first?.der ?? '')
  } catch {
    throw new Error(
      `${name} holds no certificate in PEM that can be read. Copy the whole file, from BEGIN to END.`,
    )
  }
}

function privateKeyIn(pem: string, name: string): KeyObject {
  try {
    return createPrivateKey(pem)
  } catch {
    throw new Error(
      `${name} holds no private key in PEM that can be read. Copy the whole file, from BEGIN to END.`,
    )
  }
}
