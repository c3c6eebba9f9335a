import { providers } from '@countersign/core'
import { nodeHost } from '@countersign/hosts/node'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCaptures } from '../dist/capture/read.js'
import { verifyFile } from '../dist/verify-file.js'
import { IMBURSE, INQUD, imburse, inqud, NOW } from './vendors.js'
import { asCurl, asHar, asHttp, asHttpFile, type Sent } from './writers.js'

const env: Record<string, string> = { ...IMBURSE, ...INQUD }
const verify = (file: string | Buffer, ways?: number) =>
  verifyFile(readCaptures(Buffer.from(file as string)), {
    providers,
    settings: (name) => env[name],
    host: nodeHost(),
    at: NOW,
    ...(ways !== undefined && { ways }),
  })

// No NUL in a curl argument: no shell can pass one.
const text = fc
  .oneof(fc.json(), fc.string({ unit: 'grapheme' }), fc.lorem(), fc.string({ unit: 'binary' }))
  .map((one) => one.replace(/\0/g, ''))
const hex = (digits: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: digits, maxLength: digits })
const alphanumeric = fc.string({
  unit: fc.constantFrom(...'0123456789abcdefXYZ'),
  minLength: 1,
  maxLength: 40,
})

const requests = fc.oneof(
  fc.record({ body: text, salt: hex(64) }).map((one) => inqud(one)),
  fc
    .record({ body: text, nonce: alphanumeric, timestamp: fc.integer({ min: NOW - 300, max: NOW }) })
    .map((one) => imburse(one)),
)

describe('a request that is signed correctly', () => {
  it('verifies from raw HTTP, HAR and curl', async () => {
    await fc.assert(
      fc.asyncProperty(requests, async (sent) => {
        for (const file of [
          asHttp(sent),
          asHar([sent]),
          asHar([sent], { base64: true }),
          asCurl(sent),
          asCurl(sent).replace(/\n/g, '\r\n'),
        ]) {
          expect((await verify(file, 0)).map(({ verdict, why }) => [verdict, why])).toEqual([
            ['verified', 'the signature matches'],
          ])
        }
      }),
      { numRuns: 150 },
    )
  })

  it('verifies with any bytes as its body', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1 }), hex(64), async (bytes, salt) => {
        const sent = inqud({ body: Buffer.from(bytes), salt })
        for (const file of [asHttp(sent), asHar([sent])])
          expect((await verify(file, 0))[0]?.verdict).toBe('verified')
        if (!bytes.includes(0)) expect((await verify(asCurl(sent), 0))[0]?.verdict).toBe('verified')
      }),
      { numRuns: 150 },
    )
  })

  it('verifies among others in one file', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(requests, {
          selector: ({ headers }) => JSON.stringify(headers),
          minLength: 2,
          maxLength: 6,
        }),
        async (all) => {
          const files = [asHttpFile(all), asHar(all), all.map(asCurl).join(' ;\n')]
          for (const file of files) {
            const verdicts = await verify(file, 0)
            const wrong = verdicts.filter(
              ({ verdict, why }) => verdict !== 'verified' && !why.includes('used before'),
            )
            expect([verdicts.length, wrong]).toEqual([all.length, []])
          }
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('a request that was changed', () => {
  const places = (sent: Sent) => [
    ...sent.headers.map((_header, n) => n),
    ...(Buffer.from(sent.body ?? '').length > 0 ? [-1] : []),
  ]
  const other = (letter: number, by: number) => (letter + by) % 256

  it('by one byte of its body or of its signature does not verify', async () => {
    await fc.assert(
      fc.asyncProperty(
        requests,
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (sent, where, at, by) => {
          const place = places(sent)[where % places(sent).length] ?? 0
          const changed = place < 0 ? inBody(sent, at, by) : inHeader(sent, place, at, by)
          // The vendor's own scripts write it so, and it is taken.
          fc.pre(!changed.headers.some(([, value]) => value.startsWith('hmac ')))
          const [verdict] = await verify(asHar([changed]), 0)
          expect(verdict?.verdict).toBe('not-verified')
        },
      ),
      { numRuns: 400 },
    )
  })

  function inBody(sent: Sent, at: number, by: number): Sent {
    const body = Buffer.from(sent.body as string)
    const index = at % body.length
    body[index] = other(body[index] ?? 0, by)
    return { ...sent, body }
  }

  function inHeader(sent: Sent, place: number, at: number, by: number): Sent {
    const headers = sent.headers.map(([name, value], n) => {
      if (n !== place) return [name, value] as const
      const index = at % value.length
      const letter = 33 + ((value.charCodeAt(index) - 33 + 1 + (by % 93)) % 94)
      return [name, value.slice(0, index) + String.fromCharCode(letter) + value.slice(index + 1)] as const
    })
    return { ...sent, headers }
  }

  it('gives a verdict whatever was changed', async () => {
    await fc.assert(
      fc.asyncProperty(requests, fc.uint8Array({ maxLength: 20 }), fc.nat(), async (sent, junk, at) => {
        const file = asHttp(sent)
        const index = at % file.length
        const spoiled = Buffer.concat([
          file.subarray(0, index),
          Buffer.from(junk),
          file.subarray(index + junk.length),
        ])
        try {
          expect((await verify(spoiled, 0)).length).toBeGreaterThan(0)
        } catch (thrown) {
          expect((thrown as Error).constructor.name).toBe('CaptureError')
        }
      }),
      { numRuns: 300 },
    )
  })
})
