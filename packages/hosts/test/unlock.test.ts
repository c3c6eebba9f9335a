import { execFileSync } from 'node:child_process'
import { createPrivateKey, generateKeyPairSync, X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { clientCertificateOf, mastercard, readPrivateKey, readPublicKey } from '@countersign/core'
import { afterAll, describe, expect, it } from 'vitest'
import { nodeUnlock } from '../src/node/unlock.js'

const folder = mkdtempSync(join(tmpdir(), 'countersign-keys-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const file = (name: string) => join(folder, name)
const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
const base64Of = (name: string) => readFileSync(file(name)).toString('base64')

function makeFiles(kind: 'rsa' | 'ec') {
  const pair =
    kind === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const pem = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  writeFileSync(file(`${kind}.pem`), pem)
  openssl(
    'req',
    '-x509',
    '-new',
    '-key',
    `${kind}.pem`,
    '-subj',
    '/CN=Zoë',
    '-days',
    '30',
    '-out',
    `${kind}.crt`,
    '-utf8',
  )
  return { pair, pem, certificate: readFileSync(file(`${kind}.crt`), 'utf8') }
}
const rsa = makeFiles('rsa')
const ec = makeFiles('ec')
const host = { name: 'The test', unlock: nodeUnlock }
const pkcs8 = rsa.pair.privateKey.export({ type: 'pkcs8', format: 'der' })
const spki = rsa.pair.publicKey.export({ type: 'spki', format: 'der' })
const p12 = (out: string, ...more: string[]) =>
  openssl('pkcs12', '-export', '-inkey', 'rsa.pem', '-in', 'rsa.crt', '-out', out, '-name', 'me', ...more)

describe('a PKCS#12 file of OpenSSL', () => {
  it.each([
    ['as it writes them today', ['-passout', 'pass:s3cret']],
    ['as it wrote them before version 3', ['-legacy', '-passout', 'pass:s3cret']],
    [
      'with AES-128 and SHA-512',
      ['-keypbe', 'AES-128-CBC', '-certpbe', 'AES-128-CBC', '-macalg', 'sha512', '-passout', 'pass:s3cret'],
    ],
  ])('%s gives key and certificate', (_what, options) => {
    p12('key.p12', ...options)
    const password = (options.at(-1) ?? '').slice('pass:'.length)
    const key = readPrivateKey(base64Of('key.p12'), { host, password })
    expect(Buffer.from(key.pkcs8).equals(pkcs8)).toBe(true)
    const { spki: read, certificate } = readPublicKey(base64Of('key.p12'), { host, password })
    expect(Buffer.from(read).equals(spki)).toBe(true)
    expect(certificate?.subject).toBe('CN=Zoë')
  })

  it('without a password is opened without one', () => {
    p12('open.p12', '-passout', 'pass:')
    expect(readPrivateKey(base64Of('open.p12'), { host }).bits).toBe(2048)
  })

  it('gives the certificate of its key first, and those of its authorities', () => {
    openssl(
      'req',
      '-x509',
      '-new',
      '-key',
      'ec.pem',
      '-subj',
      '/CN=Authority',
      '-days',
      '30',
      '-out',
      'ca.crt',
    )
    p12('chain.p12', '-certfile', 'ca.crt', '-passout', 'pass:x')
    const { certificates } = nodeUnlock(
      { label: 'PKCS12', der: new Uint8Array(readFileSync(file('chain.p12'))) },
      'x',
    )
    expect(certificates.map((der) => new X509Certificate(der).subject)).toEqual(['CN=Zoë', 'CN=Authority'])
    expect(Buffer.from(certificates[0] ?? []).equals(new X509Certificate(rsa.certificate).raw)).toBe(true)
  })

  it.each([
    ['a wrong password', { host, password: 'wrong' }, /does not open with NAME_PASSWORD/],
    ['no password', { host }, /needs a password: set NAME_PASSWORD/],
    [
      'a tool that cannot',
      { host: { name: 'Newman' }, password: 's3cret' },
      /Newman does not open\. .*openssl pkcs12 -in file\.p12 -nocerts -nodes -out key\.pem/,
    ],
  ])('with %s is refused, with the command that converts it', (_what, unlocking, message) => {
    p12('key.p12', '-passout', 'pass:s3cret')
    const read = () => readPrivateKey(base64Of('key.p12'), unlocking)
    expect(read).toThrowError(message)
    expect(read).toThrowError(/openssl pkcs12/)
  })
})

describe('an encrypted private key', () => {
  const encrypted = (type: 'pkcs8' | 'pkcs1', format: 'pem' | 'der') =>
    rsa.pair.privateKey.export({ type, format, cipher: 'aes-256-cbc', passphrase: 's3cret' } as never) as
      | string
      | Buffer
  it.each([
    ['PKCS#8 in PEM', () => String(encrypted('pkcs8', 'pem'))],
    ['PKCS#8 in PEM on one line', () => String(encrypted('pkcs8', 'pem')).replaceAll('\n', '\\n')],
    ['PKCS#8 in DER', () => (encrypted('pkcs8', 'der') as Buffer).toString('base64')],
    ['PKCS#1 in PEM', () => String(encrypted('pkcs1', 'pem'))],
    ['PKCS#1 in PEM on one line', () => String(encrypted('pkcs1', 'pem')).replaceAll('\n', '\\n')],
  ])('%s opens with its password', (_what, text) => {
    expect(Buffer.from(readPrivateKey(text(), { host, password: 's3cret' }).pkcs8).equals(pkcs8)).toBe(true)
    expect(() => readPrivateKey(text(), { host })).toThrowError(
      /encrypted with a pass phrase\. Set NAME_PASSWORD/,
    )
    expect(() => readPrivateKey(text())).toThrowError(/openssl pkcs8 -topk8 -nocrypt/)
  })
})

describe('the client certificate and its key', () => {
  const pairOf = (clientCertificate: string, clientKey: string, clientKeyPassword?: string) =>
    clientCertificateOf(mastercard, { clientCertificate, clientKey, clientKeyPassword }, host)
  const matches = (pair: ReturnType<typeof pairOf>) =>
    pair && new X509Certificate(pair.cert).checkPrivateKey(createPrivateKey(pair.key))
  const der = (pem: string) => pem.replace(/-----[^-]+-----|\s/g, '')

  it.each([
    ['on one line', rsa.certificate.replaceAll('\n', ' '), rsa.pem.replaceAll('\n', ' ')],
    ['with \\n as two characters', rsa.certificate.replaceAll('\n', '\\n'), rsa.pem.replaceAll('\n', '\\n')],
    [
      'with CRLF and a byte order mark',
      `\ufeff${rsa.certificate.replaceAll('\n', '\r\n')}`,
      `\ufeff${rsa.pem.replaceAll('\n', '\r\n')}`,
    ],
    [
      'behind bag attributes',
      `Bag Attributes\n    friendlyName: me\nsubject=CN = x\n${rsa.certificate}`,
      `Bag Attributes\nKey Attributes: <No Attributes>\n${rsa.pem}`,
    ],
    ['in quotes', `"${rsa.certificate.replaceAll('\n', '\\n')}"`, `'${rsa.pem.replaceAll('\n', '\\n')}'`],
    ['in DER', der(rsa.certificate), der(rsa.pem)],
    ['of an elliptic curve', ec.certificate, ec.pem],
    ['of an elliptic curve in DER', der(ec.certificate), der(ec.pem)],
  ])('%s are read', (_how, certificate, key) => {
    expect(matches(pairOf(certificate, key))).toBe(true)
  })

  it('in PKCS#12 are read, both from one file', () => {
    p12('client.p12', '-passout', 'pass:s3cret')
    expect(matches(pairOf(base64Of('client.p12'), base64Of('client.p12'), 's3cret'))).toBe(true)
    openssl(
      'pkcs12',
      '-export',
      '-inkey',
      'ec.pem',
      '-in',
      'ec.crt',
      '-out',
      'ec.p12',
      '-passout',
      'pass:s3cret',
    )
    expect(matches(pairOf(base64Of('ec.p12'), base64Of('ec.p12'), 's3cret'))).toBe(true)
  })

  it('keep the certificates between the client and its authority', () => {
    expect(pairOf(rsa.certificate + ec.certificate, rsa.pem)?.cert.match(/BEGIN CERTIFICATE/g)).toHaveLength(
      2,
    )
  })

  it.each([
    [
      './keys/client.key',
      /MASTERCARD_CLIENT_KEY is the path of a file\. Set MASTERCARD_CLIENT_KEY_FILE to the path/,
    ],
    ['C:\\new\\reports\\client.pem', /Set MASTERCARD_CLIENT_KEY_FILE/],
    ['~/client.p12', /Set MASTERCARD_CLIENT_KEY_FILE/],
    ['/run/secrets/client', /Set MASTERCARD_CLIENT_KEY_FILE/],
    ['hunter2hunter2', /MASTERCARD_CLIENT_KEY is not a PEM/],
  ])('as %s are refused in words, without the value', (value, message) => {
    expect(() => pairOf(rsa.certificate, value)).toThrowError(message)
    expect(() => pairOf(rsa.certificate, value)).toThrowError(
      expect.objectContaining({ code: 'invalid-key' }),
    )
    expect(() => pairOf(rsa.certificate, value)).not.toThrowError(value)
  })
})
