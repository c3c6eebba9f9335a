/** The commands of a text as Windows' cmd and a program's own argument reader take them. Letters are bytes (Latin-1). */
export function cmdCommands(text: string): string[][] {
  return argumentsOf(withoutCarets(text.replace(/\r\n/g, '\n').trim()))
}

const COMMAND_END = '\0'

/** A caret takes the meaning from the next letter, except in quotes; before a line end both go away. */
function withoutCarets(text: string): string {
  const plain: string[] = []
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] as string
    if (letter === '"') quoted = !quoted
    if (letter === '^' && !quoted) at = caret(text, at, plain)
    else plain.push(letter === '&' && !quoted && text[at + 1] === '\n' ? COMMAND_END : letter)
  }
  return plain.join('')
}

/** A line end that is to be kept is written as a caret, the line end, and it once more. */
function caret(text: string, at: number, plain: string[]): number {
  if (text[at + 1] !== '\n') {
    plain.push(text[at + 1] ?? '')
    return at + 1
  }
  if (text[at + 2] === '\n') plain.push('\n')
  return text[at + 2] === '\n' ? at + 2 : at + 1
}

/** Backslashes count only before a quote: two make one, and an odd one makes the quote a letter. */
function argumentsOf(line: string): string[][] {
  const commands: string[][] = [[]]
  let word: string[] | undefined
  let quoted = false
  const end = () => {
    if (word) commands.at(-1)?.push(word.join(''))
    word = undefined
  }
  for (let at = 0; at < line.length; at++) {
    const letter = line[at] as string
    if (letter === '\\') {
      const slashes = run(line, at)
      const beforeQuote = line[at + slashes] === '"'
      const isLetter = beforeQuote && slashes % 2 === 1
      word ??= []
      word.push('\\'.repeat(beforeQuote ? slashes >> 1 : slashes), isLetter ? '"' : '')
      at += slashes - (isLetter ? 0 : 1)
    } else if (letter === '"') {
      const doubled = quoted && line[at + 1] === '"'
      if (doubled) at++
      else quoted = !quoted
      word ??= []
      word.push(doubled ? '"' : '')
    } else if (!quoted && (letter === COMMAND_END || /\s/.test(letter))) {
      end()
      if (letter === COMMAND_END) commands.push([])
    } else {
      word ??= []
      word.push(letter)
    }
  }
  end()
  return commands
}

function run(line: string, from: number): number {
  let at = from
  while (line[at] === '\\') at++
  return at - from
}
