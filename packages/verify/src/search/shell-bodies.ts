import type { Body } from './mistake.js'

const QUOTING = 'Put the body in single quotes, or into a file: --data-binary @FILE.'
const ESCAPES = "Send real line ends: a file, or bash's $'…'."
const of = (text: string, when: string, advice: string): Body => ({ body: Buffer.from(text), when, advice })

/** The body as it was before a shell or an editor changed it. */
export function* shellBodies(body: Buffer): Generator<Body> {
  const text = body.toString('utf8')
  yield* quoted(text)
  yield* lineEnds(text)
}

// A name or a value that stands there without quotes.
const BARE = /([{[,:]\s{0,20})([^\s"{}[\],:][^"{}[\],:\n]{0,200})(?=[}\],:\n])/g
const LITERAL = /^(?:-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)$/

/** JSON that lost its quotes, and a Python dict in place of JSON. */
function* quoted(text: string): Generator<Body> {
  if (!/^\s{0,100}[{[]/.test(text)) return
  if (!text.includes('"')) {
    const whole = text.replace(BARE, (_all, before: string, word: string) => before + withQuotes(word))
    yield of(whole, 'the body has its quotes, which a shell took away', QUOTING)
    yield of(
      whole.replace(/([,:]) /g, '$1'),
      'the body has its quotes, which a shell took away, and no spaces',
      QUOTING,
    )
  }
  if (text.includes("'")) {
    const words = { True: 'true', False: 'false', None: 'null' } as Readonly<Record<string, string>>
    const json = text.replace(/'/g, '"').replace(/\b(?:True|False|None)\b/g, (word) => words[word] ?? word)
    yield of(json, 'the body has double quotes, as JSON has', 'Send JSON, not the print of an object.')
  }
}

function withQuotes(word: string): string {
  const bare = word.trimEnd()
  return LITERAL.test(bare) ? word : `"${bare}"${word.slice(bare.length)}`
}

/** `\n` as two characters where a line end was meant, and the other way round. */
function* lineEnds(text: string): Generator<Body> {
  if (text.endsWith('\\n')) {
    yield of(text.slice(0, -2), 'the body has no \\n, as two characters, at its end', ESCAPES)
    yield of(`${text.slice(0, -2)}\n`, 'the body ends in a newline, not in \\n as two characters', ESCAPES)
  }
  if (/\\[rn]/.test(text)) {
    const ends = text.replace(/\\r\\n|\\n/g, (written) => (written.length > 2 ? '\r\n' : '\n'))
    yield of(ends, 'the body has line ends where \\n stands as two characters', ESCAPES)
  }
  if (text.includes('\n'))
    yield of(
      text.replace(/\r/g, '\\r').replace(/\n/g, '\\n'),
      'the body has \\n as two characters for each line end',
      ESCAPES,
    )
}
