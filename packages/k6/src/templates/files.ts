import { readFileSync } from 'node:fs'
import type { AnyProvider } from '@countersign/core/provider'
import { type ScriptOptions, script, scriptName } from './script.js'

/** A file to write, below a folder of one's choice. */
export interface ScriptFile {
  readonly path: string
  readonly content: string
}

/** A test in JavaScript and in TypeScript for each provider, and the module that they import, with its types. */
export function scriptFiles(
  providers: readonly AnyProvider[],
  { extension = false }: Pick<ScriptOptions, 'extension'> = {},
): ScriptFile[] {
  const tests = providers.flatMap((provider) =>
    (['js', 'ts'] as const).map((language) => ({
      path: scriptName(provider, language),
      content: script(provider, { language, extension }),
    })),
  )
  return extension ? tests : [...tests, ...moduleFiles()]
}

/** The module to import, and its types, as they ship with this package. */
export function moduleFiles(): ScriptFile[] {
  const shipped = (path: string) => ({
    path,
    content: readFileSync(new URL(`../../dist/${path}`, import.meta.url), 'utf8'),
  })
  return [shipped('countersign.js'), shipped('countersign.d.ts')]
}
