import { headerValue } from '@countersign/core'
import type { Signed, Variation } from '../standard.js'
import { decode } from '../text.js'
import { keyVariations, text } from '../variations.js'
import type { Draft } from './normalized.js'
import { payloadHash } from './payload-hash.js'

/** What people do otherwise than Hawk's page says. */
export function* variationsOf(signed: Signed, draft: Draft): Generator<Variation<Draft>> {
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
