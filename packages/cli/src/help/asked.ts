const isHelp = (word: string | undefined) => word === '--help' || word === '-h'

/** Whether the help of the program or of a command is asked for, and nothing else is typed. */
export function asksForHelp([first = '', second, ...more]: readonly string[]): boolean {
  if (second === undefined) return isHelp(first)
  return more.length === 0 && isHelp(second) && /^[a-z]{2,10}$/.test(first)
}

/** Whether help may be printed. */
export const mayHelp = (args: readonly string[]): boolean =>
  args.length === 0 || args[0] === 'help' || args.some(isHelp)
