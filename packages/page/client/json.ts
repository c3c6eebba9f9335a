/** Indentation ends here: a hundred thousand brackets would fill the memory with spaces. */
const DEEPEST = 40

/** The pieces of JSON: strings, structure, and everything else up to the next of those (RFC 8259). */
const PIECE = /"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s"[\]{},:]+/g

/**
 * JSON with a member a line; undefined if it is not JSON. Numbers, strings and names are those that were sent: a reader of
 * JSON would round long numbers and drop all but the last of members with one name.
 */
export function prettyJson(text: string): string | undefined {
  if (!/^\s*[[{"]/.test(text) || !isJson(text)) return undefined
  const pieces = text.match(PIECE) ?? []
  const lines: string[] = []
  let line = ''
  let depth = 0
  const end = () => {
    lines.push(line)
    line = '  '.repeat(Math.min(depth, DEEPEST))
  }
  pieces.forEach((piece, at) => {
    const isClosing = piece === ']' || piece === '}'
    const isEmpty = isClosing && /^[[{]$/.test(pieces[at - 1] ?? '')
    if (isClosing) depth--
    if (isClosing && !isEmpty) end()
    line += piece === ':' ? ': ' : piece
    if (piece === '[' || piece === '{') depth++
    const opensMore = /^[[{]$/.test(piece) && !/^[\]}]$/.test(pieces[at + 1] ?? '')
    if (piece === ',' || opensMore) end()
  })
  return [...lines, line].join('\n')
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
