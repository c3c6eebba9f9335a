import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'dotenv'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDotenv } from '../src/dotenv/parse.js'
import { dotenvLine, Unwritable, writeDotenv } from '../src/dotenv/write.js'
import { decodedText } from '../src/text-file.js'
import { has } from './has.js'
import { emptyFolder, isPrivate } from './run.js'

describe('reading', () => {
  it.each([
    ['A=b#c', { A: 'b#c' }],
    ['A=b #c', { A: 'b' }],
    ["A='b #c' # d", { A: 'b #c' }],
    ['A="x\\ny"', { A: 'x\ny' }],
    ["A='x\\ny'", { A: 'x\\ny' }],
    ["A='x\ny'\nB=1", { A: 'x\ny', B: '1' }],
    ["A='x\nB=1", { A: "'x", B: '1' }],
    ['export A = b\r\n\r\nB: c\r\n', { A: 'b', B: 'c' }],
    ["A='c\\'\nB='d'", { A: 'c\\', B: 'd' }],
    ['A=', { A: '' }],
    ['set A=b c\r\nSET B=1\r\nset=2', { A: 'b c', B: '1', set: '2' }],
    ['$env:A = "b c"\n$Env:B=\'1\'', { A: 'b c', B: '1' }],
    ['# A=1\nB=2', { B: '2' }],
    ['A=1\nA=2', { A: '2' }],
  ])('%j', (text, values) => expect(parseDotenv(text)).toEqual(values))

  it('is what the package dotenv reads, if nothing is cut off', () => {
    const value = fc.stringMatching(/^[a-zA-Z0-9 $%&()*+,./:;<=>?@^_{|}~!-]*$/)
    const line = fc
      .tuple(fc.constantFrom('A', 'B', 'C'), fc.constantFrom('', "'", '"', '`'), value)
      .map(([name, quote, text]) => `${name}=${quote}${text}${quote}`)
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const text = lines.join('\n')
        expect(parseDotenv(text)).toEqual(parse(text))
      }),
    )
  })

  it('reads UTF-16 as PowerShell writes it', () => {
    const text = 'INQUD_TOKEN_ID=TKN-é\r\n'
    const little = Buffer.from(text, 'utf16le')
    const big = Buffer.from(little).swap16()
    const marks = [Buffer.from([0xff, 0xfe]), Buffer.from([0xfe, 0xff]), Buffer.from([0xef, 0xbb, 0xbf])]
    const bodies = [little, big, Buffer.from(text)]
    for (const [n, body] of bodies.entries()) {
      expect(decodedText(Buffer.concat([marks[n] as Buffer, body]))).toBe(text)
      expect(decodedText(body)).toBe(text)
    }
  })

  it('takes steps in proportion to its length, whatever quotes are open', () => {
    let letters = 0
    const counted = (text: string) => {
      const original = String.prototype.indexOf
      letters = 0
      String.prototype.indexOf = function (this: string, ...args: [string, number?]) {
        const found = original.apply(this, args)
        letters += (found < 0 ? this.length : found) - (args[1] ?? 0)
        return found
      }
      try {
        parseDotenv(text)
      } finally {
        String.prototype.indexOf = original
      }
      return letters / text.length
    }
    for (const line of ["A='\n", 'A="x\n', 'A=`\n', "A='x'y'\n"])
      expect(counted(line.repeat(20_000))).toBeLessThan(20)
  })
})

describe('writing', () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter((value) => !/\p{Cc}/u.test(value))

  it('reads back the same, here, in dotenv and in a shell, or is refused', { timeout: 60_000 }, () => {
    const lines: [string, string][] = []
    fc.assert(
      fc.property(text, (value) => {
        try {
          const line = dotenvLine('A', value)
          expect(parseDotenv(line)).toEqual({ A: value })
          lines.push([line, value])
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(Unwritable)
          expect((thrown as Error).message).toContain('A_FILE')
        }
      }),
      {
        examples: ['$(touch x)', '`id`', "it's", 'a"b', 'a\\', '#', ' x ', '!x', "'$x'"].map((one) => [one]),
      },
    )
    expect(lines.length).toBeGreaterThan(50)
    if (!has('bash')) return
    const script = lines.map(([line]) => `${line}\nprintf '%s\\0' "$A"`).join('\n')
    const { stdout } = spawnSync('bash', ['--norc'], { input: script })
    expect(stdout.toString().split('\0').slice(0, -1)).toEqual(lines.map(([, value]) => value))
  })

  it('keeps the rest of a file, and makes it its owner’s alone', () => {
    const file = join(emptyFolder(), '.env')
    writeFileSync(file, "# mine\nA='1\n2'\nB=3\n", { mode: 0o644 })
    writeDotenv(file, { A: '4' })
    expect(decodedText(readFileSync(file))).toBe('# mine\nB=3\nA=4\n')
    expect(isPrivate(file)).toBe(true)
  })
})
