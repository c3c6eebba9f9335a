import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { empty, type Ran, ran } from './packages.js'

const require = createRequire(import.meta.url)
const COMPILERS = {
  '5.4.5': require.resolve('typescript-5.4/bin/tsc'),
  '7.0.2': join(dirname(require.resolve('typescript/package.json')), 'bin/tsc'),
}

export type Version = keyof typeof COMPILERS
export const CLEAN: Ran = { code: 0, text: '' }

/** Compiles a program that imports these, in an empty project: strict, the types of libraries checked as well. */
export async function compiled(
  version: Version,
  modules: readonly string[],
  module: string,
  moduleResolution: string,
): Promise<Ran> {
  const cwd = empty('types')
  const common = { noEmit: true, strict: true, skipLibCheck: false, types: [] }
  const compilerOptions = { ...common, target: 'es2022', lib: ['es2022'], module, moduleResolution }
  writeFileSync(join(cwd, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(cwd, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['all.ts'] }))
  const lines = modules.map((one, at) => `import * as m${at} from '${one}'\nvoid m${at}`)
  writeFileSync(join(cwd, 'all.ts'), lines.join('\n'))
  const tsc = COMPILERS[version]
  const { text } = await ran(process.execPath, [tsc, '--version'], cwd)
  return text.trim() === `Version ${version}`
    ? ran(process.execPath, [tsc, '-p', '.'], cwd)
    : { code: -1, text }
}
