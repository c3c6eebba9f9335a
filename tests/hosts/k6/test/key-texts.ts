import { generateKeyPairSync, type KeyObject } from 'node:crypto'

/** The settings that hold a key, by the kind of key that they take. */
export const PUBLIC = ['encryptionCertificate'] as const
export const PRIVATE = ['decryptionKey', 'signingKey'] as const
export const TLS = ['clientCertificate', 'clientKey'] as const

type Setting = (typeof PUBLIC | typeof PRIVATE | typeof TLS)[number]

/** A text, and the settings that take it; all others refuse it. */
export interface KeyText {
  readonly text: string
  readonly takenBy: readonly Setting[]
}

const PRIVATE_KEY = [...PRIVATE, 'clientKey'] as const
const CERTIFICATE = [...PUBLIC, 'clientCertificate'] as const

type Armour = { readonly type: 'pkcs1' | 'pkcs8' | 'spki' | 'sec1'; readonly locked?: boolean }

function pemOf(key: KeyObject, { type, locked }: Armour): string {
  const lock = locked ? { cipher: 'aes-256-cbc', passphrase: 'of nobody' } : {}
  return key.export({ type, format: 'pem', ...lock } as never).toString()
}

/** Any bytes as PEM. */
export function armoured(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n')
}

export const derOf = (pem: string) => Buffer.from(pem.replace(/-----[A-Z0-9 ]+-----|\s/g, ''), 'base64')

const text = (text: string, ...takenBy: readonly Setting[]): KeyText => ({ text, takenBy })

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
export const pkcs8 = pemOf(rsa.privateKey, { type: 'pkcs8' })
export const spki = pemOf(rsa.publicKey, { type: 'spki' })

/** A text in the ways in which it may be written. */
function written(name: string, pem: string, takenBy: readonly Setting[]): Record<string, KeyText> {
  const der = derOf(pem)
  const ways = {
    '': pem,
    ', with CRLF': pem.replaceAll('\n', '\r\n'),
    ', on one line': pem.trim().replaceAll('\n', '\\n'),
    ', with text before it': `Bag Attributes\n    friendlyName: mine\n${pem}`,
    ', with text behind it': `${pem}\nThat was it.\n`,
    ', with a byte order mark': `\ufeff${pem}`,
    ', indented': pem.replace(/^/gm, '    '),
    ', twice': pem + pem,
    ', behind another kind': `${armoured('EC PARAMETERS', Buffer.from('06082a8648ce3d030107', 'hex'))}${pem}`,
    ', as DER in base64': der.toString('base64'),
    ', as DER in base64 of many lines': (der.toString('base64').match(/.{1,64}/g) ?? []).join('\r\n'),
  }
  return Object.fromEntries(Object.entries(ways).map(([way, one]) => [name + way, text(one, ...takenBy)]))
}

/** Keys as they are right, in all that people paste. */
const right = (certificate: string): Record<string, KeyText> => ({
  ...written('a certificate', certificate, CERTIFICATE),
  ...written('SPKI', spki, PUBLIC),
  ...written('PKCS#1, public', pemOf(rsa.publicKey, { type: 'pkcs1' }), PUBLIC),
  ...written('PKCS#8', pkcs8, PRIVATE_KEY),
  ...written('PKCS#1', pemOf(rsa.privateKey, { type: 'pkcs1' }), PRIVATE_KEY),
  'both halves': text(spki + pkcs8, ...PUBLIC, ...PRIVATE_KEY),
})

/** Keys of another algorithm, or too short; TLS is for the tool to judge. */
function otherKinds(): Record<string, KeyText> {
  const pairs = {
    'EC P-256': generateKeyPairSync('ec', { namedCurve: 'P-256' }),
    'EC secp256k1': generateKeyPairSync('ec', { namedCurve: 'secp256k1' }),
    Ed25519: generateKeyPairSync('ed25519'),
    X25519: generateKeyPairSync('x25519'),
    DSA: generateKeyPairSync('dsa', { modulusLength: 1024, divisorLength: 160 }),
    'RSA of 1024 bits': generateKeyPairSync('rsa', { modulusLength: 1024 }),
  }
  return Object.fromEntries(
    Object.entries(pairs).flatMap(([name, { publicKey, privateKey }]) => [
      [`${name}, public`, text(pemOf(publicKey, { type: 'spki' }))],
      [`${name}, private`, text(pemOf(privateKey, { type: 'pkcs8' }), 'clientKey')],
      ...(name.startsWith('EC')
        ? [[`${name}, SEC1`, text(pemOf(privateKey, { type: 'sec1' }), 'clientKey')] as const]
        : []),
    ]),
  )
}

/** What else comes as PEM, or as what people take for it. */
function otherFiles(certificate: string): Record<string, KeyText> {
  const der = derOf(certificate)
  const labels = ['CERTIFICATE REQUEST', 'X509 CRL', 'PKCS7', 'CMS', 'DH PARAMETERS', 'PGP PRIVATE KEY BLOCK']
  return {
    ...Object.fromEntries(labels.map((label) => [label, text(armoured(label, der))])),
    OpenSSH: text(armoured('OPENSSH PRIVATE KEY', Buffer.from(`openssh-key-v1\0${'none'.repeat(60)}`))),
    'OpenSSH, public': text(`ssh-rsa ${der.toString('base64')} me@here`),
    'PKCS#8, encrypted': text(pemOf(rsa.privateKey, { type: 'pkcs8', locked: true })),
    'PKCS#1, encrypted': text(pemOf(rsa.privateKey, { type: 'pkcs1', locked: true })),
    'PKCS#12': text(Buffer.from('30090201033004060209ff', 'hex').toString('base64')),
    'a public JWK': text(JSON.stringify(rsa.publicKey.export({ format: 'jwk' }))),
    'a path': text('/etc/keys/mine.pem'),
    'a path of Windows': text('C:\\keys\\mine.pem'),
    'a fingerprint': text('9b:7f:8c:ad:86:7f:86:9c'),
  }
}

/** One wrong thing about a text that is right otherwise. */
function brokenTexts(pem: string): Record<string, string> {
  const [begin = '', ...rest] = pem.trim().split('\n')
  const [end = '', body] = [rest.at(-1), rest.slice(0, -1)]
  const inside = body.join('\n')
  return {
    'no END line': [begin, ...body].join('\n'),
    'no BEGIN line': [...body, end].join('\n'),
    'no body': `${begin}\n${end}\n`,
    'another label at its end': pem.replace(/END .*-----/, 'END SOMETHING-----'),
    'a label in small letters': pem.replaceAll(/(?<=BEGIN |END )[A-Z ]+/g, (label) => label.toLowerCase()),
    'dashes that a word processor made': pem.replaceAll('-----', '—'),
    'a letter that is not base64': pem.replace(inside, `${inside.slice(0, 70)}!${inside.slice(71)}`),
    'half a line less': pem.replace(inside, inside.slice(0, 40) + inside.slice(70)),
    'a line less': pem.replace(`${body[3]}\n`, ''),
    'noise in base64': pem.replace(inside, Buffer.from('no DER at all '.repeat(40)).toString('base64')),
    'its text in itself': armoured('PRIVATE KEY', Buffer.from(pem)),
    'UTF-16': Buffer.from(pem, 'utf16le').toString('latin1'),
    'NUL between its letters': pem.replaceAll('A', '\0'),
  }
}

/** The same for its DER; under its own label. */
function brokenDer(pem: string): Record<string, string> {
  const label = /BEGIN ([^-]*)-/.exec(pem)?.[1] ?? ''
  const der = derOf(pem)
  const nested = (levels: number) => {
    let inner: Buffer<ArrayBufferLike> = Buffer.alloc(0)
    for (let level = 0; level < levels; level++) inner = Buffer.concat([head(inner.length), inner])
    return inner
  }
  const ders = {
    'nothing in it': Buffer.alloc(0),
    'one byte in it': der.subarray(0, 1),
    'its head alone': der.subarray(0, 4),
    'a quarter of it': der.subarray(0, der.length / 4),
    'half of it': der.subarray(0, der.length / 2),
    'all but its last byte': der.subarray(0, -1),
    'a byte too many': Buffer.concat([der, Buffer.from([0])]),
    'a length of four gigabytes': Buffer.concat([Buffer.from('3084ffffffff', 'hex'), der.subarray(4)]),
    'a length of nine bytes': Buffer.concat([Buffer.from('3089010101010101010101', 'hex'), der.subarray(4)]),
    'an indefinite length': Buffer.concat([Buffer.from('3080', 'hex'), der.subarray(4), Buffer.alloc(2)]),
    'another tag': Buffer.concat([Buffer.from([0x31]), der.subarray(1)]),
    'zeros alone': Buffer.alloc(der.length),
    'ones alone': Buffer.alloc(der.length, 0xff),
    'a sequence in a sequence, two hundred times': nested(200),
  }
  return Object.fromEntries(Object.entries(ders).map(([name, one]) => [name, armoured(label, one)]))
}

/** The head of a sequence of this length. */
function head(length: number): Buffer {
  if (length < 0x80) return Buffer.from([0x30, length])
  return Buffer.from([0x30, 0x83, length >> 16, (length >> 8) & 0xff, length & 0xff])
}

const refused = (kind: string, texts: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(texts).map(([name, one]) => [`${kind}: ${name}`, text(one)]))

const nobodys = (): Record<string, KeyText> => ({
  // Nobody needs a decryption key, and a pair of which half is missing is none.
  nothing: text('', ...TLS, 'decryptionKey'),
  'white space': text(' \r\n\t', ...TLS, 'decryptionKey'),
  'a word': text('secret'),
  'a BEGIN line': text('-----BEGIN PRIVATE KEY-----'),
  'sixty BEGIN lines': text('-----BEGIN PRIVATE KEY-----\n'.repeat(60)),
  'a label of a kilobyte': text(armoured('A'.repeat(1000), Buffer.from('x'))),
  'four kilobytes of A': text('A'.repeat(4000)),
  'four kilobytes of A in armour': text(armoured('PRIVATE KEY', Buffer.alloc(3000))),
  'JSON, three hundred deep': text('{"d":'.repeat(300)),
})

/** All of them, by name. */
export const keyTexts = (certificate: string): Record<string, KeyText> => ({
  ...right(certificate),
  ...otherKinds(),
  ...otherFiles(certificate),
  ...refused('PKCS#8', { ...brokenTexts(pkcs8), ...brokenDer(pkcs8) }),
  ...refused('SPKI', { ...brokenTexts(spki), ...brokenDer(spki) }),
  ...refused('certificate', { ...brokenTexts(certificate), ...brokenDer(certificate) }),
  ...nobodys(),
})

/** A right key with one bit changed, all over its DER: what it then is, is for whoever reads it to say. */
export function flipped(pem: string, every: number): Record<string, string> {
  const label = /BEGIN ([^-]*)-/.exec(pem)?.[1] ?? ''
  const places = Array.from({ length: Math.floor(derOf(pem).length / every) }, (_, at) => at * every)
  return Object.fromEntries(
    places.map((at) => {
      const der = derOf(pem)
      der.writeUInt8(der.readUInt8(at) ^ (1 << (at % 8)), at)
      return [`${label}, bit ${at % 8} of byte ${at}`, armoured(label, der)]
    }),
  )
}
