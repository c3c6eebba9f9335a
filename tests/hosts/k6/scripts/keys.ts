import http, { type RefinedResponse } from 'k6/http'
import { countersign, tlsAuth } from '../node_modules/@countersign/k6/dist/countersign.js'
import { runCases } from './cases.ts'

export const options = { vus: 1, iterations: 1 }

// Texts by their names, and good settings beside them.
const { texts, bits, good, hosts, origin } = JSON.parse(open(__ENV.KEYS ?? ''))
const { certificate, clientCertificate, clientKey } = good
const json = { headers: { 'Content-Type': 'application/json' } }

/** Uses a text as each of the settings that hold a key; what a call does not need is not set beside it. */
const uses: Readonly<Record<string, (text: string) => unknown>> = {
  async encryptionCertificate(text) {
    const client = countersign('mastercard', { hosts, encryptionCertificate: text })
    await client.sign('POST', `${origin}/v1/a`, '{"a":1}', json)
  },
  async decryptionKey(text) {
    const client = countersign('mastercard', {
      hosts,
      encryptionCertificate: certificate,
      decryptionKey: text,
    })
    await client.open(http.get(`${origin}/sealed`) as RefinedResponse<'text'>)
  },
  async signingKey(text) {
    const client = countersign('mastercard-oauth', { consumerKey: 'of-nobody', signingKey: text })
    await client.sign('GET', 'https://sandbox.api.mastercard.com/a')
  },
  clientKey: (text) => void tlsAuth('mastercard', { clientCertificate, clientKey: text }),
  clientCertificate: (text) => void tlsAuth('mastercard', { clientCertificate: text, clientKey }),
}

const casesOf = (texts: Readonly<Record<string, string>>, settings: readonly string[]) =>
  Object.fromEntries(
    Object.entries(texts).flatMap(([name, text]) =>
      settings.map((setting) => [`${setting}: ${name}`, () => uses[setting]?.(text)]),
    ),
  )

export default async function () {
  await runCases(casesOf(texts, Object.keys(uses)))
  for (const { changed, settings } of bits) await runCases(casesOf(changed, settings))
}
