import { createHash } from 'node:crypto'
import { headerValue } from '@countersign/core'
import { checkBodyHash } from './body-hash.js'
import {
  bodyOf,
  type Signature,
  type Signed,
  type Standard,
  type StandardReading,
  type Variation,
} from './standard.js'
import { asSent, decode, hmac } from './text.js'
import { keyVariations, otherTypes, text, typeWords } from './variations.js'
import { checkSetting, Problems, quoted } from './words.js'

type Attributes = ReadonlyMap<string, string>

interface Draft {
  readonly method: string
  readonly resource: string
  readonly host: string
  readonly port: string
  readonly attributes: Attributes
  readonly start: string
  readonly end: string
  readonly algorithm: string
  readonly key: Buffer
}

/** Hawk (API.md, Protocol). */
export const hawkStandard: Standard = {
  settings: ['id', 'key', 'algorithm', 'payload', 'ext', 'app', 'dlg'],
  how: () => 'Hawk MAC',
  read(signed): StandardReading {
    const problems = new Problems()
    const attributes = attributesOf(signed, problems)
    if (!attributes) return { problems: problems.all }
    checkAttributes(signed, attributes, problems)
    const [ts = '', nonce, mac] = [attributes.get('ts'), attributes.get('nonce'), attributes.get('mac')]
    return {
      problems: problems.all,
      ...(/^\d{1,12}$/.test(ts) && { time: { name: 'ts', seconds: Number(ts), maxAge: 60, maxAhead: 60 } }),
      ...(nonce && { singleUse: [{ name: 'nonce', value: `${ts} ${nonce}` }] }),
      ...(mac && { signature: signatureOf(signed, attributes, mac) }),
    }
  },
}

function attributesOf({ call }: Signed, problems: Problems): Attributes | undefined {
  const value = headerValue(call.request.headers, 'Authorization')?.trim()
  if (value && /^hawk\s/i.test(value))
    return new Map([...value.matchAll(/\b(\w+)="([^"]*)"/g)].map(([, name = '', text = '']) => [name, text]))
  problems.add(
    'Authorization',
    value
      ? `its scheme is ${quoted(value.split(/\s/, 1)[0] ?? '')}; expected Hawk`
      : 'it is missing: the request is not signed; expected Hawk id="…", ts="…", nonce="…", mac="…"',
  )
  return undefined
}

function checkAttributes(signed: Signed, attributes: Attributes, problems: Problems): void {
  const { values } = signed
  for (const name of ['id', 'ts', 'nonce', 'mac'])
    if (!attributes.get(name)) problems.add(name, 'it is missing in the Authorization header')
  const check = (name: string) =>
    checkSetting(problems, signed, { name, setting: name, sent: attributes.get(name) })
  if (attributes.get('id')) check('id')
  const ts = attributes.get('ts')
  if (ts && !/^\d{1,12}$/.test(ts))
    problems.add(
      'ts',
      `${quoted(ts)} was sent, expected seconds since 1970${/^\d{13}$/.test(ts) ? ': it is in milliseconds' : ''}`,
    )
  for (const name of ['ext', 'app', 'dlg']) check(name)
  const hash = attributes.get('hash')
  if (hash === undefined) {
    if (values.payload !== 'unsigned' && signed.body.length > 0)
      problems.add('hash', `it is missing, and ${signed.variable('payload')} asks for the body to be covered`)
    return
  }
  const type = headerValue(signed.call.request.headers, 'Content-Type')
  const of = (body: Buffer) => payloadHash(algorithmOf(signed), type, body)
  if (of(bodyOf(signed)) === hash) return
  const types = otherTypes(signed.call.request).filter(
    (one) => payloadHash(algorithmOf(signed), one, signed.body) === hash,
  )
  if (types.length > 0)
    problems.add(
      'hash',
      `it is not the hash of the payload that was sent; it matches when ${typeWords(types[0])}`,
    )
  else checkBodyHash(problems, signed, { name: 'hash', sent: hash, of, what: 'Content-Type and body' })
}

const algorithmOf = ({ values }: Signed) => (values.algorithm === 'sha1' ? 'sha1' : 'sha256')

function payloadHash(algorithm: string, contentType: string | undefined, body: string | Uint8Array): string {
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  return createHash(algorithm).update(`hawk.1.payload\n${type}\n`).update(body).update('\n').digest('base64')
}

function signatureOf(signed: Signed, attributes: Attributes, sent: string): Signature<Draft> {
  const { call, values } = signed
  const target = call.request.url.replace(/#.*$/s, '').replace(/^[a-z]+:\/\/[^/?#]*/i, '')
  const [host = '', port = call.url.scheme === 'https' ? '443' : '80'] = hostOf(signed)
  const draft: Draft = {
    method: call.request.method.toUpperCase(),
    resource: asSent(target.startsWith('/') ? target : `/${target}`),
    host: host.toLowerCase(),
    port,
    attributes,
    start: 'hawk.1.header\n',
    end: '\n',
    algorithm: algorithmOf(signed),
    key: Buffer.from(values.key ?? ''),
  }
  return {
    name: 'mac',
    sent,
    draft,
    input: normalized,
    expected: (made) => hmac(made.algorithm, made.key, normalized(made)),
    encoding: 'base64',
    variations: () => variationsOf(signed, draft),
  }
}

/** Host and port, of a bracketed IPv6 address too. */
function hostOf({ call }: Signed): string[] {
  const value = headerValue(call.request.headers, 'Host')?.trim() ?? call.url.authority
  const [, host = '', port] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(value) ?? []
  return port === undefined ? [host] : [host, port]
}

function normalized({ method, resource, host, port, attributes, start, end }: Draft): string {
  const value = (name: string) => attributes.get(name) ?? ''
  const ext = value('ext').replace(/\\/g, '\\\\').replace(/\n/g, '\\n')
  const lines = [value('ts'), value('nonce'), method, resource, host, port, value('hash'), ext]
  const app = attributes.has('app') ? `${value('app')}\n${value('dlg')}\n` : ''
  return `${start}${lines.join('\n')}${end}${app}`
}

function* variationsOf(signed: Signed, draft: Draft): Generator<Variation<Draft>> {
  const { values, call } = signed
  const advice =
    'The normalized string has ts, nonce, method, path and query as they are sent, host, port, hash and ext, each with a line end after it.'
  const change = (when: string, more: Partial<Draft>) =>
    text<Draft>(when, (made) => ({ ...made, ...more }), advice)
  const attribute = (when: string, name: string, value: string | undefined) =>
    text<Draft>(
      when,
      (made) => {
        const attributes = new Map(made.attributes)
        if (value === undefined) attributes.delete(name)
        else attributes.set(name, value)
        return { ...made, attributes }
      },
      advice,
    )
  yield* keyVariations<Draft>(signed, 'key', Buffer.from(values.key ?? ''), (key) => (made) => ({
    ...made,
    key,
  }))
  const other = draft.algorithm === 'sha1' ? 'sha256' : 'sha1'
  yield {
    kind: 'key',
    when: `it is made with ${other}`,
    advice: `Use ${draft.algorithm}, or set ${signed.variable('algorithm')}.`,
    change: (made) => ({ ...made, algorithm: other }),
  }
  yield change('the query is left out', { resource: draft.resource.split('?')[0] ?? '' })
  yield change('the path is decoded', { resource: decode(draft.resource) })
  yield change('the path and query are encoded once more', { resource: draft.resource.replace(/%/g, '%25') })
  yield change('the whole URL stands in place of path and query', { resource: call.request.url })
  for (const port of new Set(['443', '80', '8000', '']))
    if (port !== draft.port) yield change(port ? `the port is ${port}` : 'the port is left out', { port })
  yield change('the host has its port', { host: `${draft.host}:${draft.port}` })
  yield change('the method is in lower case', { method: draft.method.toLowerCase() })
  for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])
    if (method !== draft.method) yield change(`the method is ${method}`, { method })
  yield attribute('the hash is left out of what is signed', 'hash', undefined)
  yield attribute(
    'the hash in what is signed is that of the body',
    'hash',
    payloadHash(draft.algorithm, headerValue(call.request.headers, 'Content-Type'), signed.body),
  )
  yield attribute('ext is left out of what is signed', 'ext', undefined)
  if (values.ext) yield attribute('ext in what is signed is that of the settings', 'ext', values.ext)
  yield attribute('app and dlg are left out of what is signed', 'app', undefined)
  const ts = Number(draft.attributes.get('ts'))
  for (const seconds of [-1, 1])
    yield attribute(
      `ts is one second ${seconds < 0 ? 'earlier' : 'later'} in what is signed`,
      'ts',
      String(ts + seconds),
    )
  yield attribute('ts is in milliseconds in what is signed', 'ts', `${ts}000`)
  yield change('the last line end is missing', { end: '' })
  yield change('the first line is missing', { start: '' })
}
