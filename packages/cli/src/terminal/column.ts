/** Pads the texts that lines begin with to one width: that of the longest, and two spaces. */
export function column(texts: readonly string[]): (text: string) => string {
  const width = Math.max(0, ...texts.map(({ length }) => length)) + 2
  return (text) => text.padEnd(width)
}
