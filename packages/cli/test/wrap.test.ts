import { stripVTControlCharacters, styleText } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadWrap, wrapped } from '../src/terminal/wrap.js'

beforeAll(loadWrap)

const words = (text: string) => text.split(/\s+/).filter((word) => word !== '')

describe('a long line', () => {
  it.each([
    ['countersign: Nothing is sent: the host is Inqud’s and has no settings, so set them first, please.', ''],
    [
      '  signature  matches when the body has a space after each comma and each colon of the JSON text',
      '             ',
    ],
    [
      'ok  Imburse         set up: IMBURSE_PUBLIC_KEY, IMBURSE_PRIVATE_KEY, IMBURSE_ACCOUNT_ID and more',
      '                    ',
    ],
    [
      '  1. X-Token-API-Id is a token of the account, and the signature is of this very body and salt, no other',
      '     ',
    ],
  ])('%s', (line, indent) => {
    const lines = wrapped(line, 60).split('\n')
    expect(lines.length).toBeGreaterThan(1)
    for (const one of lines) expect(one.length).toBeLessThanOrEqual(60)
    expect(words(lines.join(' '))).toEqual(words(line))
    for (const one of lines.slice(1)) expect(/^ */.exec(one)?.[0]).toBe(indent)
  })

  it.each([
    '    countersign explain --from sent.http --entry 2 --dotenv sandbox.env --use acme.yaml',
    '  npx -y pnpm@12.21.0 countersign send GET http://127.0.0.1:8081/v1/x --dotenv sandbox.env',
  ])('that is a command is left whole, to be copied: %s', (line) => {
    expect(wrapped(line, 40)).toBe(line)
  })

  it('keeps a command in a sentence together', () => {
    expect(wrapped('The host is Inqud’s. Run `countersign init inqud` to write a .env', 30)).toContain(
      '`countersign init inqud`',
    )
  })

  it('keeps its colours, and a word that is longer than the line', () => {
    const long = 'x'.repeat(100)
    const red = styleText('red', `BAD and ${long} and the rest`, { validateStream: false })
    const shown = wrapped(red, 40)
    expect(words(stripVTControlCharacters(shown))).toEqual(words(`BAD and ${long} and the rest`))
  })
})
