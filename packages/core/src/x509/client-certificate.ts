import { CountersignError } from '../errors.js'
import {
  type Configured,
  clientCertificateSettings,
  type NamedSetting,
  passwordOf,
  type Values,
} from '../settings.js'
import { labelOf } from './der-label.js'
import {
  certificatesIn,
  findBlock,
  type KeyBlock,
  PemProblem,
  toPem,
  type Unlocking,
  unreadable,
} from './key-text.js'

/**
 * A pair for mutual TLS as TLS libraries take it.
 * @example
 * ```ts
 * const pair: ClientCertificate = {
 *   cert: '-----BEGIN CERTIFICATE-----…', key: '-----BEGIN PRIVATE KEY-----…',
 *   names: { cert: 'ACME_CLIENT_CERT', key: 'ACME_CLIENT_KEY' },
 * }
 * ```
 */
export interface ClientCertificate {
  /** PEM: the client's certificate, and those between it and its authority. */
  readonly cert: string
  /** PEM, not encrypted. */
  readonly key: string
  /** What the user calls them, for messages: the names of their settings, or of their files. */
  readonly names: { readonly cert: string; readonly key: string }
}

/**
 * The client certificate and key among a provider's settings, as PEM whatever form they have: PEM on one line, DER or
 * PKCS#12 in base64. Undefined unless both are set.
 * @throws {CountersignError} `invalid-key`, naming the setting, on what cannot be read or does not open
 * @example
 * ```ts
 * import { mastercard, readSettings } from '@countersign/core'
 * import { nodeHost } from '@countersign/hosts/node'
 * const values = readSettings(mastercard, (name) => process.env[name])
 * const pair = clientCertificateOf(mastercard, values, nodeHost())
 * ```
 */
export function clientCertificateOf(
  provider: Configured,
  values: Values,
  host: Unlocking['host'],
): ClientCertificate | undefined {
  const settings = clientCertificateSettings(provider)
  const cert = settings && values[settings.certificate.name]
  const key = settings && values[settings.key.name]
  if (!cert || !key) return undefined
  const names = { cert: settings.certificate.variable, key: settings.key.variable }
  const password = values[passwordOf(settings.key.name)]
  return readTlsPair({ cert, key, names }, { ...(host && { host }), password }, provider)
}

const KEYS = ['PRIVATE KEY', 'RSA PRIVATE KEY', 'EC PRIVATE KEY']

/**
 * A pair whose parts may have any form, as PEM that is not encrypted.
 * @throws {CountersignError} `invalid-key`, naming the part, on what cannot be read or does not open
 * @example
 * ```ts
 * import type { ClientCertificate } from '@countersign/core'
 * const unlock = (pair: ClientCertificate, password: string) => readTlsPair(pair, { password })
 * ```
 */
export function readTlsPair(
  { cert, key, names }: ClientCertificate,
  unlocking: Unlocking,
  provider?: Configured,
): ClientCertificate {
  const readCert = () => certificatesIn(cert, unlocking).map(whole).map(toPem).join('')
  const readKey = () => toPem(whole(findBlock(key, KEYS, 'private key', unlocking)))
  return {
    cert: named(provider, names.cert, names.key, readCert),
    key: named(provider, names.key, names.key, readKey),
    names,
  }
}

/** A block that holds what its label says: a tool's own words for one that is cut off name no setting. */
function whole(block: KeyBlock): KeyBlock {
  if (labelOf(block.der) !== block.label) throw unreadable(block.label)
  return block
}

/** What `read` makes. @throws {CountersignError} `invalid-key` that names the setting and those beside it */
export function named<Made>(
  provider: Configured | undefined,
  variable: NamedSetting['variable'],
  keyVariable: NamedSetting['variable'],
  read: () => Made,
): Made {
  try {
    return read()
  } catch (thrown) {
    const problem = thrown instanceof PemProblem ? thrown.message : 'cannot be read'
    const text = problem
      .replace('NAME_FILE', `${variable}_FILE`)
      .replaceAll('NAME_PASSWORD', `${keyVariable}_PASSWORD`)
    const whose = provider ? `${provider.name}: ` : ''
    throw new CountersignError('invalid-key', `${whose}${variable} ${text}.`, provider?.id)
  }
}
