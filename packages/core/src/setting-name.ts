/**
 * The one name of a setting in every tool: `imburse`, `privateKey` → `IMBURSE_PRIVATE_KEY`.
 * @example settingName('imburse', 'privateKey') // IMBURSE_PRIVATE_KEY
 */
export function settingName(id: string, setting: string): string {
  // By letters: a script compiles a regular expression anew for every request.
  let name = ''
  for (const letter of setting) name += isCapital(letter) ? `_${letter}` : letter
  return [...`${id}_${name}`]
    .map((letter) => (isAlphanumeric(letter) ? letter : '_'))
    .join('')
    .toUpperCase()
}

const isCapital = (letter: string) => letter >= 'A' && letter <= 'Z'
const isDigit = (letter: string) => letter >= '0' && letter <= '9'
const isAlphanumeric = (letter: string) => isCapital(letter.toUpperCase()) || isDigit(letter)
