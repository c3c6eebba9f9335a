/**
 * What browsers write when they copy a request "as cURL (cmd)", taken back: what was sent, not what cmd would make
 * of the copy. How they escape has changed:
 * - Chrome until 2016 and Firefox until 2020 or so: `""` for a quote, `"%"` for a per cent sign, `\\` for a backslash,
 *   `"^` LF `"` for a line end.
 * - Chrome from 2016: `\\` for a backslash, `\"` for a quote, a caret before most signs, `^` LF LF for a line end; in
 *   `"…"`, or `^"…^"` with line ends, later always. Since 2023 it writes a space for each letter beyond ASCII.
 * - Firefox from 2023: like that, without doubling backslashes, `"^` CRLF CRLF `"` for a line end.
 */
export interface BrowserStyle {
  readonly backslash: 'doubled' | 'single'
  /** The line end that was sent: the copy does not say. */
  readonly lineEnd: '\n' | '\r\n'
  /** Quotes are doubled, as until 2016. */
  readonly old?: boolean
}

export interface BrowserCommands {
  readonly commands: string[][]
  /** How many letters the browser lost. */
  readonly lost: number
  /** Whether a line end was written, so that its kind matters. */
  readonly hasLineEnds: boolean
}

/** Reads what a browser copied. Letters are bytes (Latin-1). */
export function browserCommands(text: string, style: BrowserStyle): BrowserCommands {
  const reader = new BrowserReader(text, style)
  while (!reader.atEnd()) reader.step()
  const { commands, lost, hasLineEnds } = reader
  return { commands, lost, hasLineEnds }
}

const SPACE = /[ \t\r\n]+/y
const CONTINUED = /\^\r?\n/y
const COMMAND_END = /&[ \t]*\r?\n/y
const BARE = /[^ \t\r\n"^&]+/y
const PLAIN = /[^"^\\]+/y
// A caret and two line ends, in quotes of their own in Firefox.
const LINE_END = /\^\r?\n\r?\n|"\^\r?\n\r?\n"/y
const OLD_LINE_END = /"\^((?:\r?\n)+)"/y

class BrowserReader {
  readonly commands: string[][] = [[]]
  lost = 0
  hasLineEnds = false
  readonly #text: string
  readonly #style: BrowserStyle
  #at = 0
  #word: string[] | undefined

  constructor(text: string, style: BrowserStyle) {
    this.#text = text
    this.#style = style
  }

  atEnd(): boolean {
    if (this.#at < this.#text.length) return false
    this.#endWord()
    return true
  }

  step(): void {
    if (this.#takes(SPACE) || this.#takes(CONTINUED)) this.#endWord()
    else if (this.#takes(COMMAND_END)) this.#endCommand()
    else if (this.#text.startsWith('^"', this.#at)) this.#quoted('^"')
    else if (this.#text[this.#at] === '"') this.#quoted('"')
    else this.#bare()
  }

  #endWord(): void {
    if (this.#word) this.commands.at(-1)?.push(this.#word.join(''))
    this.#word = undefined
  }

  #endCommand(): void {
    this.#endWord()
    this.commands.push([])
  }

  #bare(): void {
    if (this.#text[this.#at] === '^') this.#at++
    this.#add(this.#takes(BARE) ?? this.#text[this.#at++] ?? '')
  }

  #quoted(open: '"' | '^"'): void {
    this.#at += open.length
    this.#add('')
    while (this.#at < this.#text.length) {
      if (this.#style.old ? this.#oldUnit() : this.#unit(open)) return
    }
  }

  /** One sign of a quoted word. @returns whether the word's quotes end */
  #unit(open: '"' | '^"'): boolean {
    const plain = this.#takes(PLAIN)
    if (plain !== undefined) return this.#add(plain)
    if (this.#takes(LINE_END) !== undefined) return this.#lineEnd()
    const slashes = this.#slashes()
    if (slashes > 0) return this.#afterSlashes(slashes)
    if (this.#text.startsWith(open, this.#at)) {
      this.#at += open.length
      return true
    }
    return this.#careted()
  }

  /** Backslashes, each with a caret or without. */
  #slashes(): number {
    let count = 0
    for (;;) {
      const at = this.#text[this.#at] === '^' ? this.#at + 1 : this.#at
      if (this.#text[at] !== '\\') return count
      this.#at = at + 1
      count++
    }
  }

  /** An odd backslash before a quote makes it a letter. */
  #afterSlashes(count: number): boolean {
    const quote = this.#text.startsWith('^"', this.#at) ? '^"' : '"'
    const doubled = this.#style.backslash === 'doubled'
    const escapes = this.#text.startsWith(quote, this.#at) && (doubled ? count % 2 === 1 : true)
    if (escapes) this.#at += quote.length
    const slashes = escapes ? count - 1 : count
    this.#add('\\'.repeat(doubled ? Math.ceil(slashes / 2) : slashes))
    return escapes ? this.#add('"') : false
  }

  /** A caret and the sign that it is for; a space there was a letter. */
  #careted(): boolean {
    if (this.#text[this.#at] === '^') this.#at++
    const letter = this.#text[this.#at++] ?? ''
    if (letter === ' ' || this.#text.startsWith('\xef\xbf\xbd', this.#at - 1)) this.lost++
    return this.#add(letter)
  }

  #oldUnit(): boolean {
    const plain = this.#takes(PLAIN)
    if (plain !== undefined) return this.#add(plain)
    OLD_LINE_END.lastIndex = this.#at
    const ends = OLD_LINE_END.exec(this.#text)
    if (ends) {
      this.#at = OLD_LINE_END.lastIndex
      this.hasLineEnds = true
      return this.#add((ends[1] ?? '').replace(/\r?\n/g, this.#style.lineEnd))
    }
    for (const [written, sent] of OLD) {
      if (!this.#text.startsWith(written, this.#at)) continue
      this.#at += written.length
      return this.#add(sent)
    }
    const letter = this.#text[this.#at++] ?? ''
    return letter === '"' ? true : this.#add(letter)
  }

  #lineEnd(): boolean {
    this.hasLineEnds = true
    return this.#add(this.#style.lineEnd)
  }

  #add(text: string): false {
    this.#word ??= []
    this.#word.push(text)
    return false
  }

  #takes(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at
    const [found] = pattern.exec(this.#text) ?? []
    if (found !== undefined) this.#at += found.length
    return found
  }
}

const OLD = [
  ['""', '"'],
  ['"%"', '%'],
  ['\\\\', '\\'],
] as const
