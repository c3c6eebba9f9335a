/**
 * A JSON text without its comments, as the tool sends it: `//` up to its line feed, which stays, and block
 * comments. Inside a string nothing is a comment.
 */
export function withoutComments(text: string): string {
  if (!text.includes('//') && !text.includes('/*')) return text
  return text.replace(STRING_OR_COMMENT, (found) => (found.startsWith('/') ? '' : found))
}

// A string or a comment may be cut off by the end of the text.
const STRING_OR_COMMENT = /"(?:\\[\s\S]|[^"\\])*"?|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g
