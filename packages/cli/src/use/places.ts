import { SourceMap, type SourceMapPayload } from 'node:module'
import { shortest } from '../text-file.js'

const maps = new Map<string, SourceMap>()

/** Keeps the map of a module that is about to be loaded. @returns the name to give it in stacks */
export function remember(url: string, map: SourceMapPayload): string {
  // Parentheses surround a place in a stack.
  const name = `${url.replace(/[()]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`)}?${maps.size}`
  maps.set(name, new SourceMap(map))
  return name
}

/** Where in a loaded file an error comes from, as `acme.ts:12`; undefined if it is not one of theirs. */
export function placeOf(thrown: unknown): string | undefined {
  const stack = thrown instanceof Error ? (thrown.stack ?? '') : ''
  for (const word of stack.split(/[\s()]/)) {
    if (!word.startsWith('file:')) continue
    const [column, line, ...rest] = word.split(':').reverse()
    const name = rest.reverse().join(':')
    const origin = maps.get(name)?.findEntry(Number(line) - 1, Number(column) - 1)
    if (!origin) continue
    const source = 'originalSource' in origin ? origin : undefined
    return source ? `${shortest(source.originalSource)}:${source.originalLine + 1}` : name
  }
  return undefined
}
