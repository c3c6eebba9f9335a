const INDENT = '  '

/** A value of JSON as JavaScript: names without quotes if they need none, texts in single quotes. */
export function literal(value: unknown, depth = 0): string {
  if (typeof value === 'string') return quoted(value)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const isList = Array.isArray(value)
  const items = isList
    ? value.map((item) => literal(item, depth + 1))
    : Object.entries(value).map(([name, item]) => `${nameOf(name)}: ${literal(item, depth + 1)}`)
  const [open, close] = isList ? '[]' : '{}'
  if (items.length === 0) return `${open}${close}`
  const inner = INDENT.repeat(depth + 1)
  return `${open}\n${items.map((item) => `${inner}${item},\n`).join('')}${INDENT.repeat(depth)}${close}`
}

/** A text in single quotes, or in double ones if those need fewer escapes. */
export function quoted(text: string): string {
  const json = JSON.stringify(text).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')
  if (text.includes("'") && !text.includes('"')) return json
  return `'${json.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}

// `__proto__` as a bare name would set the prototype; in brackets it is a name like any other.
const nameOf = (name: string) =>
  name === '__proto__' ? "['__proto__']" : /^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name)
