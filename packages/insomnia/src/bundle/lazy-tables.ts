const AES = /@noble[\\/]ciphers[\\/]aes\.js$/
const MADE = /const tableDecoding = (?:\/\* @__PURE__ \*\/ )?(genTtable\(invSbox,[^;]*\));/
const USED = '} = tableDecoding;'

/**
 * AES's table for decryption is made when it is first needed. GCM needs it in neither direction, and in Insomnia's
 * sandbox it would take a third of the time of a sealed body, with each hook again.
 * @throws {Error} if noble-ciphers makes its table in another way
 */
export function lazyTables() {
  return {
    name: 'countersign-lazy-tables',
    transform: (code: string, id: string) => (AES.test(id) ? withLazyTable(code) : undefined),
  }
}

function withLazyTable(code: string): string {
  if (!MADE.test(code) || !code.includes(USED)) throw new Error('noble-ciphers makes its AES tables anew.')
  return code
    .replace(MADE, 'let madeDecoding;\nconst tableDecoding = () => (madeDecoding ??= $1);')
    .replaceAll(USED, '} = tableDecoding();')
}
