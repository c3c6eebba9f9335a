/** Line ends and other control characters of a value, written out, so that no text can steer a terminal. */
export const printable = (text: string) =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is written out
  text.replace(/[\u0000-\u001f\u007f-\u009f]/g, (letter) =>
    letter <= '\u001f'
      ? JSON.stringify(letter).slice(1, -1)
      : `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
