import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)

const binOf = (name: string, bin: string) => {
  const manifest = require.resolve(`${name}/package.json`)
  return join(dirname(manifest), require(manifest).bin[bin])
}

/** The tools that run a collection, as they are called. */
export const RUNNERS = {
  Newman: () => [binOf('newman', 'newman'), 'run'],
  'Postman CLI': () => [binOf('postman-cli', 'postman'), 'collection', 'run'],
} as const

export type Runner = keyof typeof RUNNERS

/** Runs a collection; gives what the tool printed, the lines of its boxes put together again. */
export function run(runner: Runner, home: string, words: readonly string[]): Promise<string> {
  const { PATH = '', SystemRoot } = process.env
  const env = { PATH, HOME: home, NO_COLOR: '1', ...(SystemRoot && { SystemRoot }) }
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [...RUNNERS[runner](), ...words],
      { env, cwd: home, maxBuffer: 64e6 },
      (_error, out, err) => resolve(`${out}${err}`.replace(/\n\s*[│|] ?/g, '')),
    )
  })
}
