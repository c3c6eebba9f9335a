import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { checkText, fromBase64, plainCodec, wellFormed } from '../src/index.js'

const samples = Array.from({ length: 300 }, (_, length) => new Uint8Array(randomBytes(length)))

describe('base64', () => {
  it('writes what Buffer writes, and reads it in every form', () => {
    for (const bytes of samples) {
      const buffer = Buffer.from(bytes)
      expect(plainCodec.base64url(bytes)).toBe(buffer.toString('base64url'))
      for (const text of [
        buffer.toString('base64'),
        buffer.toString('base64url'),
        buffer.toString('base64').replace(/=/g, ''),
      ]) {
        expect(fromBase64(text)).toEqual(bytes)
      }
    }
  })

  it.each(['A', 'AAAAA', 'AA=', 'AA===', 'A=AA', 'AB==', 'AA\n', 'AA ', 'Ä', '*', '=', '===='])(
    'refuses %j',
    (text) => {
      expect(() => fromBase64(text)).toThrow()
    },
  )
})

describe('UTF-8', () => {
  it.each([
    '',
    'plain',
    'Zoë',
    '漢字',
    '👩‍👩‍👧',
    '\u0000\u007f\u0080\u07ff\u0800\uffff\u{10000}\u{10ffff}',
    '\ufeffbom',
    'a\r\nb',
  ])('%j', (text) => {
    expect(plainCodec.utf8(text)).toEqual(new Uint8Array(new TextEncoder().encode(text)))
    expect(plainCodec.text(plainCodec.utf8(text))).toBe(text)
  })

  it('reads a long text in pieces', () => {
    const text = 'ab漢👩é'.repeat(20_000)
    expect(plainCodec.text(new Uint8Array(Buffer.from(text)))).toBe(text)
  })

  it.each([[0xff], [0xc3], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0x80]])('refuses the bytes %j', (...bytes) => {
    expect(() => plainCodec.text(new Uint8Array(bytes))).toThrow()
  })

  it('knows lone surrogates', () => {
    expect(wellFormed('👩')).toBe(true)
    for (const text of ['\ud83d', 'a\udc69', '\udc69\ud83d']) {
      expect(wellFormed(text)).toBe(false)
      expect(() => checkText(text)).toThrowError(expect.objectContaining({ code: 'invalid-body' }))
    }
  })
})
