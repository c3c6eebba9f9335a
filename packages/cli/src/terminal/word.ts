import type { Io } from './io.js'

/**
 * A word of a command as a shell takes it: sh, or on Windows PowerShell, and cmd too unless the word holds quotes or a
 * sign that only PowerShell would replace.
 */
export function shellWord(word: string, platform: NodeJS.Platform = process.platform): string {
  return platform === 'win32' ? windowsWord(word) : posixWord(word)
}

function posixWord(word: string): string {
  if (/^[\w./:=@,~-]+$/.test(word)) return word
  return /["$`\\!]/.test(word) ? `'${word.replaceAll("'", `'\\''`)}'` : `"${word}"`
}

/** A comma makes a list in PowerShell, and `@` or `~` at the start of a word has a meaning of its own. */
function windowsWord(word: string): string {
  if (/^[\w.\\/:=-][\w.\\/:=@~-]*$/.test(word)) return word
  // PowerShell takes typographic quotes for quotes.
  if (/["$`\u201c-\u201e]/.test(word)) return `'${word.replace(/['\u2018-\u201b]/g, '$&$&')}'`
  // A program takes one backslash before a quote for the quote's escape.
  return `"${word}${word.endsWith('\\') ? '\\' : ''}"`
}

/** A line that starts this program again, as it was started. */
export const commandLine = (
  { command = 'countersign' }: Pick<Io, 'command'>,
  ...words: readonly string[]
): string => [command, ...words.map((word) => shellWord(word))].join(' ')

/** The options of a run that decide which settings and providers there are, for another command. */
export const sameSettings = ({ dotenv, use = [], provider }: Chosen): string[] => [
  ...(dotenv === undefined ? [] : ['--dotenv', dotenv]),
  ...use.flatMap((file) => ['--use', file]),
  ...(provider === undefined ? [] : ['--provider', provider]),
]

interface Chosen {
  readonly dotenv?: string | undefined
  readonly use?: readonly string[] | undefined
  readonly provider?: string | undefined
}
