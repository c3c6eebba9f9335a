import { fromBase64, plainCodec } from '../bytes.js'
import type { Host } from '../host.js'
import type { Bytes } from '../message.js'
import { labelOf } from './der-label.js'

/**
 * A key or certificate that cannot be used. Its message is a clause that follows the name of the setting, with what to do.
 * @example const isAboutKey = (thrown: unknown) => thrown instanceof PemProblem
 */
export class PemProblem extends Error {}

/**
 * One key or certificate.
 * @example const isCertificate = ({ label }: KeyBlock) => label === 'CERTIFICATE'
 */
export interface KeyBlock {
  /** As in RFC 7468: `CERTIFICATE`, `PRIVATE KEY`. */
  readonly label: string
  /** Empty if it cannot be read, or if `encryptedPem` is there. */
  readonly der: Bytes
  /** The PEM, if its contents are encrypted as in RFC 1421. */
  readonly encryptedPem?: string
}

/**
 * What opens a key that a password protects.
 * @example
 * ```ts
 * import { nodeHost } from '@countersign/hosts/node'
 * import { nodeUnlock } from '@countersign/hosts/node/unlock'
 * const unlocking: Unlocking = { host: { ...nodeHost(), unlock: nodeUnlock }, password: 'of the file' }
 * ```
 */
export interface Unlocking {
  /** What opens it; without it, such a key is refused. */
  readonly host?: Pick<Host, 'name' | 'unlock'>
  /** Default: none, which opens a PKCS#12 file without a password. */
  readonly password?: string | undefined
}

const BEGIN = '-----BEGIN '
const DASHES = '-----'
const MOST_BLOCKS = 50

/** The block with one of these labels. @throws {PemProblem} with the reason, if there is none */
export function findBlock(
  text: string,
  labels: readonly string[],
  wanted: string,
  unlocking: Unlocking = {},
): KeyBlock {
  const blocks = text.includes(BEGIN) ? pemBlocks(text) : derBlocks(text)
  const plain = blocks.find(({ label, encryptedPem }) => labels.includes(label) && !encryptedPem)
  if (plain) return plain
  const locked = blocks.find(isLocked)
  const found = locked && unlocked(locked, labels, unlocking).find(({ label }) => labels.includes(label))
  if (found) return found
  throw new PemProblem(locked ? `holds no ${wanted}` : problemOf(text, blocks, labels, wanted))
}

const LABELS = ['CERTIFICATE']

/**
 * All certificates in a text (PEM, or DER or PKCS#12 in base64), the client's own first.
 * @throws {PemProblem} if it has none, or does not open
 * @example const count = (pem: string) => certificatesIn(pem).length
 */
export function certificatesIn(text: string, unlocking: Unlocking = {}): KeyBlock[] {
  const blocks = text.includes(BEGIN) ? pemBlocks(text) : derBlocks(text)
  const first = findBlock(text, LABELS, 'certificate', unlocking)
  const locked = blocks.find(isLocked)
  const all = blocks.includes(first) || !locked ? blocks : unlocked(locked, LABELS, unlocking)
  return all.filter(({ label }) => LABELS.includes(label))
}

/** A block as PEM (RFC 7468), for libraries that take no other form. */
export function toPem({ label, der }: KeyBlock): string {
  const letters = plainCodec.base64url(der).replace(/-/g, '+').replace(/_/g, '/')
  const lines = letters.padEnd(Math.ceil(letters.length / 4) * 4, '=').match(/.{1,64}/g) ?? []
  return [`${BEGIN}${label}${DASHES}`, ...lines, `-----END ${label}${DASHES}`, ''].join('\n')
}

/** The blocks of a PEM text: on one line or many, with line ends as two characters, with text around them. */
function pemBlocks(text: string): KeyBlock[] {
  const blocks: KeyBlock[] = []
  for (
    let at = text.indexOf(BEGIN);
    at >= 0 && blocks.length < MOST_BLOCKS;
    at = text.indexOf(BEGIN, at + 1)
  ) {
    const start = text.indexOf(DASHES, at + BEGIN.length)
    const label = text.slice(at + BEGIN.length, start)
    if (start < 0 || label.length > 60) break
    const end = text.indexOf(`-----END ${label}${DASHES}`, start)
    if (end < 0) break
    blocks.push(pemBlock(label, text.slice(start + DASHES.length, end)))
    at = end
  }
  return blocks
}

function pemBlock(label: string, body: string): KeyBlock {
  const lines = unescaped(body).trim()
  if (lines.includes('Proc-Type:')) {
    const encryptedPem = `${BEGIN}${label}${DASHES}\n${lines}\n-----END ${label}${DASHES}\n`
    return { label, der: new Uint8Array(), encryptedPem }
  }
  try {
    return { label, der: fromBase64(lines.replace(/\s/g, '')) }
  } catch {
    // Whoever needs this block will not be able to read it.
    return { label, der: new Uint8Array() }
  }
}

/** With line ends that are written as two characters, or as four in a text within a text. */
const unescaped = (text: string) => text.replace(/\\{1,2}r/g, '').replace(/\\{1,2}n/g, '\n')

/** The block that base64 without armour stands for. */
function derBlocks(text: string): KeyBlock[] {
  try {
    const der = fromBase64(unescaped(text).replace(/[\s\ufeff]/g, ''))
    const label = labelOf(der)
    return label === undefined ? [] : [{ label, der }]
  } catch {
    return []
  }
}

const isLocked = ({ label, encryptedPem }: KeyBlock) =>
  label === 'ENCRYPTED PRIVATE KEY' || label === 'PKCS12' || encryptedPem !== undefined

function unlocked(block: KeyBlock, labels: readonly string[], { host, password }: Unlocking): KeyBlock[] {
  const convert = `Convert it first: ${commandFor(block, labels)}`
  if (!host?.unlock) {
    const what = block.label === 'PKCS12' ? 'is a PKCS#12 file' : 'is encrypted with a pass phrase'
    throw new PemProblem(`${what}, which ${host?.name ?? 'this tool'} does not open. ${convert}`)
  }
  if (password === undefined && block.label !== 'PKCS12')
    throw new PemProblem(
      `is encrypted with a pass phrase. Set NAME_PASSWORD to it. Or convert it first: ${commandFor(block, labels)}`,
    )
  try {
    const { privateKey, certificates } = host.unlock(block, password ?? '')
    const keys = privateKey ? [{ label: 'PRIVATE KEY', der: privateKey }] : []
    return [...keys, ...certificates.map((der) => ({ label: 'CERTIFICATE', der }))]
  } catch {
    const why =
      password === undefined
        ? 'needs a password: set NAME_PASSWORD'
        : 'does not open with NAME_PASSWORD: the password may be wrong'
    throw new PemProblem(`${why}. Or convert it first: ${commandFor(block, labels)}`)
  }
}

/** What turns a protected key into PEM. */
function commandFor({ label }: KeyBlock, labels: readonly string[]): string {
  if (label !== 'PKCS12') return 'openssl pkcs8 -topk8 -nocrypt -in key.pem -out plain.pem'
  return labels.includes('CERTIFICATE')
    ? 'openssl pkcs12 -in file.p12 -clcerts -nokeys -out certificate.pem (with -legacy for an old file)'
    : 'openssl pkcs12 -in file.p12 -nocerts -nodes -out key.pem (with -legacy for an old file)'
}

export function unreadable(label: string): PemProblem {
  return new PemProblem(
    `holds a ${label} that cannot be read; it may be cut off or garbled. Copy the whole file again`,
  )
}

function problemOf(
  text: string,
  blocks: readonly KeyBlock[],
  labels: readonly string[],
  wanted: string,
): string {
  if (isPath(text)) return 'is the path of a file. Set NAME_FILE to the path instead'
  const at = text.indexOf(BEGIN)
  const label =
    blocks[0]?.label ?? text.slice(at + BEGIN.length, text.indexOf(DASHES, at + BEGIN.length)).slice(0, 60)
  const what =
    at < 0
      ? blocks[0]
        ? `a ${label}`
        : 'not a PEM'
      : blocks.length === 0 && labels.includes(label)
        ? 'a PEM that is cut off'
        : `a PEM of the kind ${label.replace(/[^A-Z0-9 ]/g, '�')}`
  return `is ${what}; a ${wanted} is needed, from its BEGIN line to its END line`
}

/** Whether a text is a path and not a key: it ends as the name of a key's file does, or begins as a path does. */
function isPath(text: string): boolean {
  if (text.length > 500 || text.includes(BEGIN) || /[\r\n]/.test(text)) return false
  return (
    /\.(pem|key|crt|cer|der|p12|pfx|p8|txt)"?$/i.test(text) ||
    /^"?(~|\.{1,2}|[a-z]:)?[\\/][\w. -]/i.test(text)
  )
}
