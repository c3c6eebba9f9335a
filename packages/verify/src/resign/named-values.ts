/** A header that holds values by name: `key=AK1,ts=1700000000,sig=…`, with a word before them or none. */
export interface NamedValues {
  readonly word: string
  /** What is between two of them, spaces included. */
  readonly separators: readonly string[]
  /** Without quotation marks. */
  readonly values: ReadonlyMap<string, string>
  readonly quoted: ReadonlySet<string>
}

const QUOTED = /^"(.*)"$/s

/** The values by name in a text; undefined if it does not consist of two or more. */
export function namedValues(text: string): NamedValues | undefined {
  const [, word = '', rest = ''] = /^([\w-]+ +(?=[\w-]+=))?(.*)$/s.exec(text) ?? []
  const [first = '', ...others] = rest.split(/([,;&] *)/)
  const values = new Map<string, string>()
  const quoted = new Set<string>()
  const pieces = [first, ...others.filter((_piece, n) => n % 2 === 1)]
  for (const piece of pieces) {
    const at = piece.indexOf('=')
    const name = piece.slice(0, at)
    if (!/^[\w-]+$/.test(name) || values.has(name)) return undefined
    const value = piece.slice(at + 1)
    const inner = QUOTED.exec(value)?.[1]
    if (inner !== undefined) quoted.add(name)
    values.set(name, inner ?? value)
  }
  if (values.size < 2) return undefined
  return { word, separators: others.filter((_piece, n) => n % 2 === 0), values, quoted }
}

/** Whether two have the same names, whatever their values and their order. */
export const sameNames = (one: NamedValues, other: NamedValues): boolean =>
  one.word === other.word &&
  one.values.size === other.values.size &&
  [...one.values.keys()].every(
    (name) => other.values.has(name) && one.quoted.has(name) === other.quoted.has(name),
  )

/** Another spelling of the same values: what is wrong with it, and what to do. */
export function misspelt(sent: NamedValues, expected: NamedValues): { text: string; advice: string } {
  const names = [...expected.values.keys()]
  const order = names.join(', ')
  const isOrdered = [...sent.values.keys()].join(', ') === order
  const mark = sent.separators.some((one) => one.startsWith(';')) ? 'semicolons' : 'commas'
  const isSpaced =
    sent.separators.some((one) => one.endsWith(' ')) && !expected.separators.join('').includes(' ')
  const spaces = isSpaced ? [`it has spaces after the ${mark}`] : []
  const others = isOrdered ? [] : [`its values are in another order than ${order}`]
  const texts = [...spaces, ...others]
  if (texts.length === 0)
    return {
      text: `its values are not separated by ${JSON.stringify(expected.separators[0])}`,
      advice: 'Separate them as the provider does.',
    }
  const advice = [
    ...(isSpaced ? [`Remove the spaces after the ${mark}.`] : []),
    ...(isOrdered ? [] : [`Write them in the order ${order}.`]),
  ]
  return { text: texts.join(', and '), advice: advice.join(' ') }
}

/** A text with its values in the order and with the separators that a pattern has; undefined if it cannot be. */
export function respelt(text: string, pattern: string): string | undefined {
  const found = namedValues(text)
  if (!found) return undefined
  const separator = found.separators[0]?.[0] ?? ''
  const at = (name: string) => pattern.search(new RegExp(`(?<![\\w-])${name}=`))
  const pairs = [...found.values].sort(([one], [other]) => at(one) - at(other))
  const written = pairs.map(([name, value]) => `${name}=${found.quoted.has(name) ? `"${value}"` : value}`)
  const spellings = ['', ' '].map((space) => found.word + written.join(separator + space))
  return spellings.find((spelling) => new RegExp(pattern).test(spelling))
}
