import { Buffer } from 'node:buffer'
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { secretFilter } from '../../src/secrets/filter.js'

const units = (text: string, write: (digits: string) => string) =>
  text
    .split('')
    .map((unit) => write(unit.charCodeAt(0).toString(16).padStart(4, '0')))
    .join('')
const inJson = (text: string) => JSON.stringify(text).slice(1, -1)
const inBase64 = (text: string, before: number) =>
  Buffer.from(`${'u'.repeat(before)}${text}`).toString('base64')
const inBase64url = (text: string, before: number) =>
  Buffer.from(`${'u'.repeat(before)}${text}`).toString('base64url')
const eachByte = (text: string) => [...Buffer.from(text)].map((byte) => byte.toString(16).padStart(2, '0'))

/** How other programs write a text. */
const spellings: Record<string, (text: string) => string> = {
  'as it is': (text) => text,
  'percent-encoded': encodeURIComponent,
  'percent-encoded with lower-case digits': (text) =>
    encodeURIComponent(text).replace(/%../g, (code) => code.toLowerCase()),
  'percent-encoded in every letter': (text) =>
    eachByte(text)
      .map((digits) => `%${digits}`)
      .join(''),
  'percent-encoded twice': (text) => encodeURIComponent(encodeURIComponent(text)),
  'form-encoded': (text) => new URLSearchParams({ a: text }).toString().slice(2),
  'in JSON': inJson,
  'in JSON in JSON': (text) => inJson(inJson(text)),
  "in PHP's JSON": (text) =>
    inJson(text)
      .replaceAll('/', '\\/')
      .replace(/[\u0080-\uffff]/g, (unit) => units(unit, (code) => `\\u${code}`)),
  'in JSON with every letter escaped': (text) => units(text, (code) => `\\u${code}`),
  'in JSON with every letter escaped in capitals': (text) =>
    units(text, (code) => `\\u${code.toUpperCase()}`),
  'in JSON, percent-encoded': (text) => encodeURIComponent(inJson(text)),
  'in hex': (text) => eachByte(text).join(''),
  'in hex in capitals': (text) => eachByte(text).join('').toUpperCase(),
}
const inBases: Record<string, (text: string) => string> = {
  'in base64': (text) => inBase64(text, 0),
  'in base64 after one byte': (text) => inBase64(text, 1),
  'in base64 after two bytes': (text) => inBase64(text, 2),
  'in base64url': (text) => inBase64url(text, 0),
  'in base64url after one byte': (text) => inBase64url(text, 1),
  'in base64url after two bytes': (text) => inBase64url(text, 2),
  "in base64 in PHP's JSON": (text) => inBase64(text, 2).replaceAll('/', '\\/'),
  'in base64, percent-encoded': (text) => encodeURIComponent(inBase64(text, 1)),
}

const word = (minLength: number) =>
  fc
    .oneof(
      fc.string({ unit: 'grapheme-ascii', minLength, maxLength: 80 }),
      fc.string({ unit: 'grapheme', minLength, maxLength: 40 }),
      fc.string({
        unit: fc.constantFrom('a', 'b', '/', '+', '=', '%', '\\', '"', ' '),
        minLength,
        maxLength: 40,
      }),
    )
    .map((text) => text.trim())
    .filter((text) => text.length >= minLength)

describe('a secret of 8 characters or more', () => {
  for (const [name, spell] of Object.entries(spellings)) {
    it(`is hidden ${name}`, () => {
      fc.assert(
        fc.property(word(8), (secret) => {
          expect(secretFilter([secret])(`\n${spell(secret)}\n`)).toBe('\n…\n')
        }),
      )
    })
  }

  for (const [name, spell] of Object.entries(inBases)) {
    it(`is hidden ${name}`, () => {
      fc.assert(
        fc.property(word(8), (secret) => {
          // Up to three letters before and after hold bits of what stands beside the secret, and padding.
          expect(secretFilter([secret])(`\n${spell(secret)}\n`)).toMatch(/^\n(?:[A-Za-z0-9]{0,3}…).{0,12}\n$/)
        }),
      )
    })
  }

  it('is hidden in the credentials of HTTP Basic', () => {
    const credentials = Buffer.from('client-17:s3cr3t-Pa55').toString('base64')
    const shown = secretFilter(['s3cr3t-Pa55'])(`Authorization: Basic ${credentials}`)
    expect(Buffer.from(shown.slice(21), 'base64').toString('latin1')).not.toContain('s3cr')
    expect(shown).toMatch(/^Authorization: Basic Y2xpZW50LTE3O\S?…\S{0,2}$/)
  })

  it('leaves no part of 12 characters in any spelling', () => {
    fc.assert(
      fc.property(
        word(12),
        fc.nat(),
        fc.constantFrom(...Object.values(spellings), ...Object.values(inBases)),
        (secret, start, spell) => {
          const at = start % (secret.length - 11)
          const part = secret.slice(at, at + 12)
          fc.pre(part.isWellFormed() && part.trim() === part)
          // Letters are compared by their lower bytes: a line end beside the part may be taken for the secret's Ċ (U+010A).
          expect(secretFilter([secret])(`\n${spell(part)}\n`)).toMatch(/^\n?(?:[A-Za-z0-9]{0,3}…).{0,12}\n?$/)
        },
      ),
    )
  })
})

describe('a secret of fewer than 8 characters', () => {
  const filter = secretFilter(['pass', 'p@s/s'])

  it('is hidden if it stands alone', () => {
    expect(filter('pass: "pass", p%40s%2Fs, p@s\\/s')).toBe('…: "…", …, …')
  })

  it('stays within a word', () => {
    expect(filter('passing a compass bypass_ pass1')).toBe('passing a compass bypass_ pass1')
  })
})

describe('a text without secrets', () => {
  it('is unchanged', () => {
    const letters = fc.string({ unit: fc.constantFrom(...'abcABC019+/=%\\"{} \n') })
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), letters)), (parts) => {
        const filter = secretFilter(['zq0Xk7Wv5Tj3', 'Zürich-Öffi-99', 'zqw'])
        expect(filter(parts.join(' '))).toBe(parts.join(' '))
      }),
    )
  })

  it('keeps what is around a secret', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        const filter = secretFilter(['zq0Xk7Wv5Tj3'])
        expect(filter(`${before} zq0Xk7Wv5Tj3 ${after}`)).toBe(`${before} … ${after}`)
      }),
    )
  })
})

describe('a private key', () => {
  const pemOf = (type: 'pkcs8' | 'pkcs1') =>
    generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type, format: 'pem' }).toString()
  for (const type of ['pkcs8', 'pkcs1'] as const) {
    const pem = pemOf(type)
    const lines = pem.trim().split('\n').slice(1, -1)
    const bytes = Buffer.from(lines.join(''), 'base64')

    it(`is hidden line by line, in hex and in base64 (${type})`, () => {
      const filter = secretFilter([pem])
      for (const line of lines.slice(1)) expect(filter(line)).toBe('…')
      expect(filter(pem.replaceAll('\n', '\\n')).length).toBeLessThan(140)
      expect(filter(bytes.toString('hex')).length).toBeLessThan(90)
    })

    it(`is not recognised by what all keys of its kind share (${type})`, () => {
      const filter = secretFilter([pem])
      // Two letters beside what all keys share are the same by chance in one key of some hundreds.
      const isKept = [1, 2, 3].some(() => {
        const other = pemOf(type)
        return filter(other) === other
      })
      expect(isKept).toBe(true)
    })

    it(`leaves no part of 16 characters of its body (${type})`, () => {
      const filter = secretFilter([pem])
      const body = lines.join('\n')
      for (let at = 64; at + 16 < body.length; at += 7) {
        expect(filter(`(${body.slice(at, at + 16).trim()})`)).toMatch(/^\(.{0,11}…\n?.{0,4}\)$/)
      }
    })
  }

  it('in base64 is hidden as the bytes that it stands for', () => {
    const key = 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8='
    const filter = secretFilter([key])
    expect(filter(`hex ${Buffer.from(key, 'base64').toString('hex')}`)).toBe('hex …')
  })
})

it('hides nothing of a long text that has no part of a key', () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const text = randomBytes(1_000_000).toString('base64')
  expect(secretFilter([pem])(text)).toBe(text)
})

describe('its time', () => {
  it('is in proportion to the text', () => {
    const text = `{"log":"${'\\u0041%41'.repeat(200_000)}"}`
    expect(secretFilter(['zq0Xk7Wv5Tj3'])(text)).toBe(text)
  })
})
