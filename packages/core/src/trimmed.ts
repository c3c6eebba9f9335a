/** A text without white space around it. Looked at first: if a tool has its own `trim`, it takes as long as a hash. */
export const trimmed = (text: string): string =>
  isVisible(text[0]) && isVisible(text[text.length - 1]) ? text : text.trim()

const isVisible = (letter = ' ') => letter > ' ' && letter < '\u007f'
