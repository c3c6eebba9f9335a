import { providers } from '@countersign/core'
import { nodeHost } from '@countersign/hosts/node'
import { describe, expect, it } from 'vitest'
import { readCaptures } from '../src/capture/read.js'
import { linesOf } from '../src/report.js'
import { verifyFile } from '../src/verify-file.js'
import { CryptoJS, IMBURSE, INQUD, imburse, inqud, NOW } from './vendors.js'
import { asHar, asHttp, type Sent } from './writers.js'
import { mastercardOauthHeaders } from './wrong/mastercard-oauth/headers.js'
import { mastercardOauthTexts } from './wrong/mastercard-oauth/texts.js'

const { Utf8 } = CryptoJS.enc
const ENV: Readonly<Record<string, string>> = { ...IMBURSE, ...INQUD }

async function verdictOf(sent: Sent) {
  const [verdict] = await verifyFile(readCaptures(Buffer.from(asHar([sent]))), {
    providers,
    settings: (name) => ENV[name],
    host: nodeHost(),
    at: NOW,
  })
  if (!verdict) throw new Error('no verdict')
  return verdict
}

describe('what to do', () => {
  it('about something around a key is named, and what the key is', async () => {
    const text = await verdictOf(inqud({ body: '{}', key: (secret) => Utf8.parse(`${secret}\n`) }))
    expect(text.advice).toBe(
      'Remove the newline after it: the key is INQUD_TOKEN_SECRET alone. Trim what you read from a file.',
    )
    const encoded = await verdictOf(imburse({ key: () => Utf8.parse(`"${IMBURSE.IMBURSE_PRIVATE_KEY}"`) }))
    expect(encoded.advice).toBe(
      'Remove the quotes around it and decode IMBURSE_PRIVATE_KEY from base64: the key is its bytes.',
    )
  })

  it.each<[did: string, way: Parameters<typeof inqud>[0], advice: string]>([
    ['a body that is not sent', { signed: 'null' }, 'Nothing is sent: sign an empty body.'],
    [
      'a secret in capitals',
      { body: '{}', key: (secret) => Utf8.parse(secret.toUpperCase()) },
      'Use INQUD_TOKEN_SECRET letter for letter: capitals count.',
    ],
    [
      'the bytes of a salt',
      { body: '{}', text: (body, salt) => body.concat(CryptoJS.enc.Hex.parse(salt)) },
      'Sign the hex digits of the salt, not its bytes.',
    ],
    [
      'key and message swapped',
      { body: '{}', hmac: (text, key) => CryptoJS.HmacSHA256(key, text) },
      'Swap them: the secret is the key, and the string to sign is the message.',
    ],
    [
      'another algorithm',
      { body: '{}', hmac: (text, key) => CryptoJS.HmacSHA512(text, key) },
      'Use HMAC-SHA-256.',
    ],
  ])('about %s is said as it is', async (_did, way, advice) => {
    expect((await verdictOf(inqud(way))).advice).toBe(advice)
  })

  it('about a clock is to set it, or to take the time of a response', async () => {
    const late = await verdictOf(imburse({ timestamp: NOW - 900 }))
    expect(late.advice).toMatch(/^Set the clock of the machine that signs \(NTP\)\. If you cannot, .*Date/)
    const local = await verdictOf(imburse({ timestamp: NOW - 7200 }))
    expect(local.why).toContain('(2 hours) older than')
    expect(local.why).toContain('it looks like a local time of UTC-2 sent as UTC')
    expect(local.advice).toMatch(/^Sign the time in UTC, not the local time: /)
  })

  it('about a time that is old by now may be to say when the request was sent', async () => {
    const sent = imburse({ timestamp: NOW - 86_400 * 1111 })
    const [verdict] = await verifyFile(readCaptures(asHttp(sent)), {
      providers,
      settings: (name) => ENV[name],
      host: { ...nodeHost(), now: () => NOW },
    })
    expect(verdict?.why).toContain('(1111 days) older than now')
    expect(verdict?.advice).toMatch(/^If the request is an old one, give the time when it was sent with --at/)
  })

  // Offsets of the IANA time zone database: Berlin in winter, India, Nepal, New York; 90 minutes and two seconds are none.
  it.each([
    [3600, 'a local time of UTC+1 sent as UTC, or a clock without daylight saving time'],
    [19_800, 'UTC+5:30'],
    [20_700, 'UTC+5:45'],
    [-18_000, 'UTC-5'],
    [5400, undefined],
    [900, undefined],
  ])('about a clock that is %i s ahead is the zone, if that is it', async (ahead, zone) => {
    const { why, advice } = await verdictOf(imburse({ timestamp: NOW + ahead }))
    if (zone) expect(why).toContain(zone)
    else expect(why).not.toContain('local time')
    expect(advice).toMatch(zone ? /time zone and daylight saving/ : /NTP/)
  })
})

it('about the letter of RFC 5849 is the same to Mastercard, whatever differs', async () => {
  const ways = [...mastercardOauthTexts, ...mastercardOauthHeaders].filter(({ says }) =>
    /RFC 5849 .*says/.test(says),
  )
  const all = ways.map(async ({ file, env }) => {
    const captures = readCaptures(Buffer.from(file as string))
    const settings = (name: string) => env?.[name]
    return (await verifyFile(captures, { providers, settings, host: nodeHost(), at: NOW }))[0]?.advice
  })
  const advice = await Promise.all(all)
  expect(advice.length).toBeGreaterThan(4)
  for (const text of advice)
    expect(text).toMatch(/^Mastercard's client library leaves RFC 5849: sign the query/)
})

describe('what is not there', () => {
  it.each(['X-Salt', 'X-HMAC-SHA256-Signature'])(
    'is all that is said of a request without %s',
    async (name) => {
      const sent = inqud({ body: '{}' })
      const verdict = await verdictOf({ ...sent, headers: sent.headers.filter(([one]) => one !== name) })
      expect(linesOf(verdict).slice(1)).toEqual([
        `  ${name}: it is missing`,
        `  Send ${name} with each request. If you did, a redirect or a proxy took it off.`,
      ])
    },
  )
})

it('names the step once', async () => {
  const verdict = await verdictOf(inqud({ body: '{"a": 1}', signed: '{"a":1}' }))
  expect(verdict.why).toMatch(/^signature matches when/)
  expect(linesOf(verdict).join()).not.toContain('first step that differs')
})
