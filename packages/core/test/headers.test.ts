import { describe, expect, it } from 'vitest'
import { createSigner, type Header, providers } from '../src/index.js'
import { INQUD, request, settingsFrom, testHost } from './host.js'

const { sign } = createSigner({ providers, settings: settingsFrom(INQUD), host: testHost() })
const URL = 'https://api.inqud.com/v1'

describe('a header that cannot be sent as it is', () => {
  it.each<[string, Header]>([
    ['CR and LF', ['X-Note', 'a\r\nX-Injected: 1']],
    ['LF', ['X-Note', 'a\nb']],
    ['NUL', ['X-Note', 'a\u0000']],
    ['an escape character', ['X-Note', 'a\u001b[0m']],
    ['a line end in its name', ['X-Note\r\nX', 'a']],
    ['a space in its name', ['X Note', 'a']],
    ['no name', ['', 'a']],
  ])('is refused: %s', (_what, header) => {
    const run = () => sign(request(URL, { headers: [header] }))
    expect(run).toThrowError(expect.objectContaining({ code: 'invalid-header' }))
    expect(run).toThrowError(
      expect.objectContaining({ message: expect.not.stringMatching(/[\r\n\0]|Injected/) }),
    )
  })

  it.each(['漢', 'Zoë 🙂', '\ud800', 'tab\there'])(
    'is what nobody can send: %j is sent as the tool has it',
    (value) => {
      expect(sign(request(URL, { headers: [['X-Note', value]] })).request.headers).toContainEqual([
        'X-Note',
        value,
      ])
    },
  )

  it('is refused if a provider adds it, beyond Latin-1 too', () => {
    const env = { ...INQUD, INQUD_TOKEN_ID: 'TKN-漢' }
    const signer = createSigner({ providers, settings: settingsFrom(env), host: testHost() })
    expect(() => signer.sign(request(URL))).toThrowError(expect.objectContaining({ code: 'invalid-header' }))
  })

  it('is not ours to judge if the request is another host’s', () => {
    const headers = [['X-Note', 'a\nb']] as const
    expect(sign(request('https://other.example/', { headers })).request.headers).toBe(headers)
  })

  it('is refused too if it would come from a setting', () => {
    const env = { ...INQUD, INQUD_TOKEN_ID: 'TKN-1\r\nX-Injected: 1' }
    const signer = createSigner({ providers, settings: settingsFrom(env), host: testHost() })
    expect(() => signer.sign(request(URL))).toThrowError(/INQUD_TOKEN_ID holds a line end/)
  })
})

it('a body of 10 MB is signed as it is, text or bytes', () => {
  for (const body of ['x'.repeat(10 * 1024 * 1024), new Uint8Array(10 * 1024 * 1024)]) {
    expect(sign(request(URL, { method: 'POST', body })).request.body).toBe(body)
  }
})
