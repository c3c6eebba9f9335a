import { base64, fromBase64 } from '@countersign/core'

/** Parameters by name, each value as it is serialized; `true` is written without a value. */
export type Parameters = ReadonlyMap<string, string>

/** An item, or a list in parentheses. */
export interface Member {
  /** An item as it is serialized; of a list, its items. */
  readonly value: string | readonly Member[]
  readonly parameters: Parameters
}

const TRUE = '?1'
const ITEMS: readonly [pattern: RegExp, serialize: (text: string) => string][] = [
  [/-?\d{1,12}\.\d{1,3}/y, (text) => decimal(text)],
  [/-?\d{1,15}/y, (text) => String(Number(text) + 0)],
  [/"(?:[ !#-[\]-~]|\\["\\])*"/y, String],
  [/[A-Za-z*][!#$%&'*+\-.^_`|~0-9A-Za-z:/]*/y, String],
  [/:[A-Za-z0-9+/]*={0,2}:/y, (text) => `:${base64(fromBase64(text.slice(1, -1)))}:`],
  [/\?[01]/y, String],
  [/@-?\d{1,15}/y, String],
  [/%"(?:[ !#-$&-~]|%[0-9a-f]{2})*"/y, String],
]

function decimal(text: string): string {
  const short = String(Number(text))
  return short.includes('.') ? short : `${short}.0`
}

/** Reads structured fields (RFC 9651), strictly. Each throws an error of any kind on what is not one. */
class Reader {
  private at = 0
  private readonly text: string

  constructor(text: string) {
    this.text = text.trim()
  }

  dictionary(): Map<string, Member> {
    const members = new Map<string, Member>()
    this.list(() => {
      const key = this.match(/[a-z*][a-z0-9_.*-]*/y)
      // A later member takes the place of an earlier one (section 4.2.2).
      members.delete(key)
      members.set(key, this.skip('=') ? this.member() : { value: TRUE, parameters: this.parameters() })
    })
    return members
  }

  members(): Member[] {
    const all: Member[] = []
    this.list(() => all.push(this.member()))
    return all
  }

  item(): Member {
    const item = this.bareItem()
    return this.end(item)
  }

  parametersAlone(): Parameters {
    return this.end(this.parameters())
  }

  private list(read: () => void): void {
    while (this.at < this.text.length) {
      read()
      this.match(/[ \t]*/y)
      if (this.at === this.text.length) return
      this.match(/,[ \t]*/y)
      if (this.at === this.text.length) throw new Error('a comma at the end')
    }
  }

  private member(): Member {
    if (!this.skip('(')) return this.bareItem()
    const items: Member[] = []
    for (this.match(/ */y); !this.skip(')'); this.match(/ +|(?=\))/y)) items.push(this.bareItem())
    return { value: items, parameters: this.parameters() }
  }

  private bareItem(): Member {
    return { value: this.bare(), parameters: this.parameters() }
  }

  private bare(): string {
    for (const [pattern, serialize] of ITEMS) {
      const found = this.find(pattern)
      if (found !== undefined) return serialize(found)
    }
    throw new Error('no item')
  }

  private parameters(): Parameters {
    const parameters = new Map<string, string>()
    while (this.skip(';')) {
      this.match(/ */y)
      const key = this.match(/[a-z*][a-z0-9_.*-]*/y)
      parameters.set(key, this.skip('=') ? this.bare() : TRUE)
    }
    return parameters
  }

  private skip(letter: string): boolean {
    if (this.text[this.at] !== letter) return false
    this.at++
    return true
  }

  private find(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at
    const [found] = pattern.exec(this.text) ?? []
    if (found !== undefined) this.at += found.length
    return found
  }

  private match(pattern: RegExp): string {
    const found = this.find(pattern)
    if (found === undefined) throw new Error('not a structured field')
    return found
  }

  private end<Read>(read: Read): Read {
    if (this.at < this.text.length) throw new Error('more than one item')
    return read
  }
}

export const readDictionary = (text: string): Map<string, Member> => new Reader(text).dictionary()
export const readParameters = (text: string): Parameters => new Reader(text).parametersAlone()

/** A field of a type that is not told, serialized strictly: an item, a list or a dictionary. */
export function strictly(text: string): string {
  try {
    return serializeMember(new Reader(text).item())
  } catch {}
  try {
    return new Reader(text).members().map(serializeMember).join(', ')
  } catch {}
  return [...readDictionary(text)].map(([key, member]) => serializeEntry(key, member)).join(', ')
}

function serializeEntry(key: string, { value, parameters }: Member): string {
  return value === TRUE
    ? key + serializeParameters(parameters)
    : `${key}=${serializeMember({ value, parameters })}`
}

export function serializeMember({ value, parameters }: Member): string {
  const text = typeof value === 'string' ? value : `(${value.map(serializeMember).join(' ')})`
  return text + serializeParameters(parameters)
}

export function serializeParameters(parameters: Parameters): string {
  let text = ''
  for (const [key, value] of parameters) text += value === TRUE ? `;${key}` : `;${key}=${value}`
  return text
}

/** A text as a String (section 4.1.6). @throws on letters that none may have */
export function quoted(text: string): string {
  if (!/^[\u0020-\u007e]*$/.test(text)) throw new Error('a letter beyond ASCII')
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}

/** The text of a String. */
export const unquoted = (text: string): string => text.slice(1, -1).replace(/\\(["\\])/g, '$1')
