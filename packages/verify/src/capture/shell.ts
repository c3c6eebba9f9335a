import { readAnsiC } from './shell-ansi.js'

/**
 * A text as a POSIX shell with bash's `$'…'` reads it: the words of each command. Letters are bytes (Latin-1).
 * Variables and substitutions stay as they are, with a note; redirections are left out.
 */
export function shellCommands(text: string): { commands: string[][]; notes: string[] } {
  const reader = new Shell(text)
  reader.read()
  return { commands: reader.commands.filter(({ length }) => length > 0), notes: [...new Set(reader.notes)] }
}

// A name that an environment has: anything else after a dollar sign may be a part of a secret.
const VARIABLE = /^\$(?:[A-Z][A-Z0-9_]{0,40}\b|\{[A-Z][A-Z0-9_]{0,40}\})/
// Runs of characters without a special meaning, outside of quotes and in double quotes.
const BARE = /[^\s'"\\$`^;&|<>#]+/y
// PowerShell's and cmd's signs for a line that goes on, which exporters offer with the quotes of a POSIX shell.
const CONTINUED = /[`^]/
const LINE_END = /[`^][ \t]{0,80}\r?\n/y
const IN_QUOTES = /[^"\\$`]+/y

class Shell {
  readonly commands: string[][] = [[]]
  readonly notes: string[] = []
  readonly #text: string
  #at = 0
  #word: string | undefined
  /** The next word is the file of a redirection. */
  #redirected = false

  constructor(text: string) {
    this.#text = text
  }

  read(): void {
    while (this.#at < this.#text.length) this.#step()
    this.#endWord()
  }

  #step(): void {
    const letter = this.#text[this.#at] as string
    const next = this.#text[this.#at + 1]
    if (letter === "'") this.#single()
    else if (letter === '"' || (letter === '$' && next === '"')) this.#double(letter === '$' ? 2 : 1)
    else if (letter === '$' && next === "'") this.#ansi()
    else if (letter === '\\') this.#escaped()
    else if (CONTINUED.test(letter) && this.#continues()) this.#endWord()
    else if (/[ \t\r]/.test(letter)) this.#pass(() => this.#endWord())
    else if (/[\n;&|]/.test(letter)) this.#pass(() => this.#endCommand())
    else if (/[<>]/.test(letter)) this.#pass(() => this.#redirect())
    else if (letter === '#' && this.#word === undefined) this.#comment()
    else this.#plain(letter)
  }

  #continues(): boolean {
    LINE_END.lastIndex = this.#at
    const isContinued = LINE_END.test(this.#text)
    if (isContinued) this.#at = LINE_END.lastIndex
    return isContinued
  }

  #pass(then: () => void): void {
    this.#at++
    then()
  }

  #add(text: string): void {
    this.#word = (this.#word ?? '') + text
  }

  #endWord(): void {
    if (this.#word !== undefined && !this.#redirected) this.commands.at(-1)?.push(this.#word)
    if (this.#word !== undefined) this.#redirected = false
    this.#word = undefined
  }

  #endCommand(): void {
    this.#endWord()
    if (this.commands.at(-1)?.length) this.commands.push([])
  }

  #redirect(): void {
    if (/^\d$/.test(this.#word ?? '')) this.#word = undefined
    this.#endWord()
    this.#redirected = true
  }

  #comment(): void {
    const end = this.#text.indexOf('\n', this.#at)
    this.#at = end < 0 ? this.#text.length : end
  }

  /** A character without a special meaning, and those like it that follow. */
  #plain(letter: string, run = BARE): void {
    if (letter === '$' || letter === '`') this.#variable()
    run.lastIndex = this.#at + 1
    const [more = ''] = run.exec(this.#text) ?? []
    this.#add(letter + more)
    this.#at += 1 + more.length
  }

  #variable(): void {
    const [found] = VARIABLE.exec(this.#text.slice(this.#at, this.#at + 60)) ?? []
    const name =
      found ?? (this.#text[this.#at + 1] === '(' || this.#text[this.#at] === '`' ? 'a command' : 'a variable')
    if (this.notes.length < 20)
      this.notes.push(`${name} stands for the shell's value, which is not known here`)
  }

  #single(): void {
    const end = this.#closing("'", this.#at + 1)
    this.#add(this.#text.slice(this.#at + 1, end))
    this.#at = end + 1
  }

  /** In double quotes a backslash counts before `$`, a backquote, `"`, itself and a line end. */
  #double(opening: number): void {
    this.#at += opening
    this.#add('')
    while (this.#at < this.#text.length && this.#text[this.#at] !== '"') {
      const letter = this.#text[this.#at] as string
      const next = this.#text[this.#at + 1] ?? ''
      if (letter === '\\' && /[$`"\\\n]/.test(next)) {
        this.#add(next === '\n' ? '' : next)
        this.#at += 2
      } else this.#plain(letter, IN_QUOTES)
    }
    this.#at++
  }

  #ansi(): void {
    const { text, next } = readAnsiC(this.#text, this.#at + 2)
    this.#add(text)
    this.#at = next
  }

  #escaped(): void {
    const next = this.#text[this.#at + 1] ?? ''
    const lineEnd = next === '\n' || (next === '\r' && this.#text[this.#at + 2] === '\n')
    if (!lineEnd) this.#add(next)
    this.#at += next === '\r' && lineEnd ? 3 : 2
  }

  #closing(quote: string, from: number): number {
    const end = this.#text.indexOf(quote, from)
    if (end < 0) this.notes.push('a quote is not closed: the command is cut off')
    return end < 0 ? this.#text.length : end
  }
}
