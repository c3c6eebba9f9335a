/** Whether a command was copied for Windows' cmd: carets before quotes or at the ends of lines. */
export const isForCmd = (text: string): boolean => /\^"|\^\r?\n/.test(text) && !/\\\r?\n/.test(text)

/** The words of a command as cmd and a program's own argument reader take them. Letters are bytes (Latin-1). */
export function cmdWords(text: string): string[] {
  return argumentsOf(withoutCarets(text.replace(/\r\n/g, '\n').trim()))
}

/** A caret takes the meaning from the next letter, except in quotes; before a line end both go away. */
function withoutCarets(text: string): string {
  let plain = ''
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] as string
    if (letter === '^' && !quoted) {
      at++
      // A line end that is to be kept is written as a caret, the line end, and it once more.
      if (text[at] === '\n') at += text[at + 1] === '\n' ? 1 : 0
      else {
        plain += text[at] ?? ''
        continue
      }
      plain += text[at - 1] === '\n' ? '\n' : ''
      continue
    }
    if (letter === '"') quoted = !quoted
    plain += letter
  }
  return plain
}

/** Backslashes count only before a quote: two make one, and an odd one makes the quote a letter. */
function argumentsOf(line: string): string[] {
  const words: string[] = []
  let word: string | undefined
  let quoted = false
  for (let at = 0; at < line.length; at++) {
    const letter = line[at] as string
    if (letter === '\\') {
      const [slashes = ''] = /^\\+/.exec(line.slice(at, at + 1000)) ?? []
      const beforeQuote = line[at + slashes.length] === '"'
      word = (word ?? '') + '\\'.repeat(beforeQuote ? slashes.length >> 1 : slashes.length)
      at += slashes.length - 1
      if (beforeQuote && slashes.length % 2 === 1) {
        word += '"'
        at++
      }
    } else if (letter === '"') {
      const doubled = quoted && line[at + 1] === '"'
      if (doubled) at++
      else quoted = !quoted
      word = (word ?? '') + (doubled ? '"' : '')
    } else if (!quoted && /\s/.test(letter)) {
      if (word !== undefined) words.push(word)
      word = undefined
    } else word = (word ?? '') + letter
  }
  return word === undefined ? words : [...words, word]
}
