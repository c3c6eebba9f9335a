import { readFileSync } from 'node:fs'
import { providers as shipped } from '@countersign/core'
import { CountersignError } from '@countersign/core/errors'
import type { AnyProvider } from '@countersign/core/provider'
import { type ScriptOptions, script, scriptName } from './script.js'

/** A file to write, below a folder of one's choice. */
export interface ScriptFile {
  readonly path: string
  readonly content: string
}

/** A module that tests import: its code, and its types. */
export interface TestModule {
  readonly code: string
  readonly types: string
}

export interface FilesOptions extends Pick<ScriptOptions, 'extension'> {
  /** The module with these providers in it. Default: the one that ships, which has Countersign's own. */
  readonly module?: TestModule | undefined
}

/**
 * A test in JavaScript and in TypeScript for each provider, and the module that they import, with its types.
 * @throws {CountersignError} `invalid-provider` if a provider is in no module
 */
export function scriptFiles(
  providers: readonly AnyProvider[],
  { extension = false, module }: FilesOptions = {},
): ScriptFile[] {
  if (!module) for (const provider of providers) checkShipped(provider)
  const isBuiltIn = extension && !module
  const options = { extension, ...(!isBuiltIn && { module: `./${MODULE}.js` }) }
  const tests = providers.flatMap((provider) =>
    (['js', 'ts'] as const).map((language) => ({
      path: scriptName(provider, language),
      content: script(provider, { language, ...options }),
    })),
  )
  return isBuiltIn ? tests : [...tests, ...moduleFiles(module)]
}

const MODULE = 'countersign'

/** The module to import, and its types. Default: as they ship with this package. */
export const moduleFiles = ({ code, types }: TestModule = shippedModule()): ScriptFile[] => [
  { path: `${MODULE}.js`, content: code },
  { path: `${MODULE}.d.ts`, content: types },
]

const shippedModule = (): TestModule => ({ code: built('js'), types: built('d.ts') })

const built = (ending: string) =>
  readFileSync(new URL(`../../dist/${MODULE}.${ending}`, import.meta.url), 'utf8')

/** Its examples may differ from those of the one that ships, its code may not. */
function checkShipped({ id, setup }: AnyProvider): void {
  if (shipped.some((one) => one.id === id && one.setup === setup)) return
  throw new CountersignError(
    'invalid-provider',
    `The provider "${id}" is not in the k6 module that ships with Countersign. Build a module with it: countersign build FILE --for k6 --out DIR.`,
    id,
  )
}
