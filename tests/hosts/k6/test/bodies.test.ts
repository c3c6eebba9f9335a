import { createHmac } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { envOf, type Given, given } from './given.js'
import { k6, type Ran, run, script } from './k6.js'
import { type Recorded, startRecorder } from './servers.js'

describe.skipIf(!k6)('bodies', () => {
  let ran: Ran
  let inqud: Given
  let mastercard: Given
  let recorder: Awaited<ReturnType<typeof startRecorder>>
  const refusal = (name: string) => ran.cases[name]?.error

  beforeAll(async () => {
    recorder = await startRecorder()
    inqud = await given('inqud')
    mastercard = await given('mastercard')
    const toRecorder = { ...inqud.settings, hosts: recorder.host }
    const all = {
      mastercard,
      inqud: { ...inqud, settings: toRecorder },
      recorder: { ...inqud, origin: recorder.origin },
    }
    ran = await run(script('bodies.ts'), { env: envOf(all) })
    expect({ code: ran.code, text: ran.text }).toMatchObject({ code: 0 })
  })

  const last = (path: string) => recorder.at(`/${encodeURI(path)}`).at(-1) as Recorded
  const names = [
    'text',
    'object',
    'empty object',
    'buffer',
    'subarray',
    'other view',
    'data view',
    'nothing',
    'empty',
  ]

  function signatureOf(body: Buffer, salt: unknown): string {
    const key = inqud.settings.tokenSecret ?? ''
    return createHmac('sha256', key).update(body).update(String(salt)).digest('hex')
  }

  it.each(names)('%s: signed as the bytes that are sent', (name) => {
    for (const way of ['signed', 'sync']) {
      const { headers, body } = last(`${way} ${name}`)
      expect(headers['x-hmac-sha256-signature']).toBe(signatureOf(body, headers['x-salt']))
    }
  })

  it.each(['text', 'object', 'empty object', 'buffer', 'nothing', 'empty'])(
    '%s: as k6 sends it by itself',
    (name) => {
      for (const way of ['signed', 'sync']) {
        const { body, headers, method } = last(`${way} ${name}`)
        const plain = last(`plain ${name}`)
        expect(body.toString('latin1')).toBe(plain.body.toString('latin1'))
        expect([method, headers['content-type']]).toEqual([plain.method, plain.headers['content-type']])
      }
    },
  )

  it('views with offsets: what they show', () => {
    const bytes = Buffer.from(Array.from({ length: 64 }, (_, index) => (index * 37) % 256))
    expect(last('signed subarray').body).toEqual(bytes.subarray(5, 21))
    expect(last('signed other view').body).toEqual(bytes.subarray(8, 28))
    expect(last('signed data view').body).toEqual(bytes.subarray(3, 10))
  })

  it('a text that k6 keeps as bytes that are not UTF-8', () => {
    expect(refusal('a text of k6 that is not UTF-8')).toBeUndefined()
    for (const way of ['signed', 'sync']) {
      const { headers, body } = last(`${way} no UTF-8`)
      expect(body).toEqual(Buffer.from([0x61, 0xff, 0xc3, 0x62]))
      expect(headers['x-hmac-sha256-signature']).toBe(signatureOf(body, headers['x-salt']))
    }
  })

  it('a form keeps the type that it was given', () => {
    expect(last('own type').headers['content-type']).toBe('application/x-own')
  })

  it('a file is sent if the body is not covered, and refused if it is', () => {
    expect(ran.cases['a file that is not covered']).toBe(200)
    expect(last('file').body.toString()).toContain('of a file')
    for (const name of ['a file that is covered', 'a file, sync'])
      expect(refusal(name)).toMatchObject({
        code: 'unreadable-body',
        message: expect.stringContaining('"document" is a file'),
      })
  })

  it.each([
    ['a map', 'invalid-body'],
    ['a list', 'invalid-body'],
    ['a promise', 'invalid-body', 'Write await before it'],
    ['a number', 'invalid-body', 'type number'],
    ['an object in an object', 'invalid-body', 'JSON.stringify'],
    ['half a letter', 'invalid-body'],
    ['compression', 'invalid-body', 'params.compression'],
    ['no JSON', 'invalid-body'],
  ])('%s is refused', (name, code, words = '') => {
    expect(refusal(name)).toMatchObject({
      name: 'CountersignError',
      code,
      message: expect.stringContaining(words),
    })
  })

  it('nothing of what is refused leaves', () => {
    expect(recorder.seen.filter(({ path }) => path.startsWith('/refused'))).toEqual([])
    expect(mastercard.sandbox.requests).toEqual([])
  })
})
