import { generateKeyPairSync } from 'node:crypto'
import { settingName } from '@countersign/core/settings'
import { beforeAll, describe, expect, it } from 'vitest'
import { given } from '../given.js'
import { sealed } from '../jwe.js'
import { file, k6, type Ran, run, script } from '../k6.js'
import { flipped, type KeyText, keyTexts, PRIVATE, PUBLIC, pkcs8, spki, TLS } from '../key-texts.js'
import { listening } from '../servers.js'

const settings = [...PUBLIC, ...PRIVATE, ...TLS]
const nameOf = (setting: string) =>
  settingName(setting === 'signingKey' ? 'mastercard-oauth' : 'mastercard', setting)

const certificate = (await given('mastercard')).settings.encryptionCertificate ?? ''
const clientKey = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
}).privateKey

const texts: Readonly<Record<string, KeyText>> = keyTexts(certificate)
const bits = [
  { changed: flipped(pkcs8, 61), settings: PRIVATE },
  { changed: flipped(spki, 13), settings: PUBLIC },
  { changed: flipped(certificate, 37), settings: [...PUBLIC, 'clientCertificate'] },
] as const

describe.skipIf(!k6)('a key that is', () => {
  let ran: Ran

  beforeAll(async () => {
    const body = JSON.stringify({ encryptedData: sealed({ to: pkcs8 }) })
    const origin = await listening((_, response) => response.end(body))
    const good = { certificate, clientCertificate: certificate, clientKey }
    const plain = Object.fromEntries(Object.entries(texts).map(([name, { text }]) => [name, text]))
    const all = { texts: plain, bits, good, hosts: new URL(origin).host, origin }
    ran = await run(script('keys.ts'), { env: { KEYS: file('keys.json', JSON.stringify(all)) } })
    // A refusal looks for the key in its words, which takes k6 a tenth of a second.
  }, 400_000)

  it('none of these ends k6, which comes to its summary', () => {
    expect({ code: ran.code, text: ran.text.slice(-3000) }).toMatchObject({ code: 0 })
    expect(ran.metrics.iterations?.count).toBe(1)
    expect(ran.text).not.toMatch(/panic|goroutine|fatal error/)
  })

  it.each(Object.keys(texts))('%s: is taken, or refused by the name of its setting', (name) => {
    const { takenBy } = texts[name] as KeyText
    for (const setting of settings) {
      const outcome = ran.cases[`${setting}: ${name}`]
      if (takenBy.includes(setting)) expect(outcome, setting).toBeNull()
      else
        expect(outcome?.error, setting).toMatchObject({
          name: 'CountersignError',
          code: expect.stringMatching(/^(invalid-key|missing-setting)$/),
          message: expect.stringContaining(nameOf(setting)),
        })
    }
  })

  it('a bit different from a right one: is taken or refused, and nothing else happens', () => {
    for (const { changed, settings } of bits)
      for (const name of Object.keys(changed))
        for (const setting of settings) {
          const outcome = ran.cases[`${setting}: ${name}`]
          const isTaken = outcome === null
          if (!isTaken)
            expect(outcome?.error, `${setting}: ${name}`).toMatchObject({ name: 'CountersignError' })
        }
  })

  it('secret: is not shown', () => {
    const lines = [pkcs8, clientKey].flatMap((pem) => pem.split('\n').slice(2, 4))
    for (const line of lines) expect(ran.text).not.toContain(line)
  })
})
