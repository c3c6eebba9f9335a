import type { SourceMapPayload } from 'node:module'
import { pathToFileURL } from 'node:url'
import { shortest } from '../text-file.js'
import { type Compiled, compile } from './compile.js'
import { placeOf, remember } from './places.js'

/** What a module exports. */
export type Exports = Readonly<Record<string, unknown>>

/**
 * Loads a file of TypeScript or JavaScript.
 * @throws {Error} in one line: a syntax error, or what the file throws, with the place
 */
export async function loadModule(path: string): Promise<Exports> {
  const compiled = await compile(path)
  try {
    return await run(path, compiled)
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown)
    throw new Error(
      `${placeOf(thrown) ?? shortest(path)}: an error is thrown when the file is loaded: ${reason}`,
    )
  }
}

/** Runs a module without writing it anywhere; in stacks it has the name of its file. */
function run(path: string, { code, map }: Compiled): Promise<Exports> {
  const name = remember(pathToFileURL(path).href, map as SourceMapPayload)
  const text = `${code}\n//# sourceURL=${name}`
  return import(`data:text/javascript;base64,${Buffer.from(text).toString('base64')}`)
}
