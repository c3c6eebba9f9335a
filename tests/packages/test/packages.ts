import { type ChildProcess, execFile } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { emptyFolder } from '@countersign/tools-pack'
import { inject } from 'vitest'

export interface Manifest {
  readonly name: string
  readonly version: string
  readonly engines?: Readonly<Record<string, string>>
  readonly exports: Readonly<Record<string, unknown>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly [key: string]: unknown
}

/** A package as it is installed from its tarball. */
export interface Installed {
  readonly name: string
  readonly folder: string
  readonly manifest: Manifest
  /** Paths below the folder. */
  readonly files: readonly string[]
  /** What it can be imported as, types and JSON left out: `@countersign/core/errors`. */
  readonly modules: readonly string[]
}

const modules = join(inject('installed'), 'node_modules')

export const packages: readonly Installed[] = [
  ...readdirSync(join(modules, '@countersign')).map((name) => `@countersign/${name}`),
  'countersign',
  'insomnia-plugin-countersign',
].map((name) => {
  const folder = join(modules, name)
  const manifest: Manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const keys = Object.keys(manifest.exports).filter((key) => !key.endsWith('.json'))
  return { name, folder, manifest, files: filesIn(folder), modules: keys.map((key) => name + key.slice(1)) }
})

/** Those that only k6 can load. */
export const isForK6 = (module: string) =>
  /^@countersign\/k6($|\/)/.test(module) && !/\/(bundle|script)$/.test(module)

function filesIn(folder: string, below = ''): string[] {
  return readdirSync(join(folder, below)).flatMap((name) => {
    const path = below === '' ? name : `${below}/${name}`
    if (name === 'node_modules') return []
    return statSync(join(folder, path)).isDirectory() ? filesIn(folder, path) : [path]
  })
}

/** An empty project that finds the installed packages. */
export const empty = (name: string) =>
  emptyFolder({ installed: inject('installed'), tarballs: inject('tarballs') }, name)

export interface Ran {
  readonly code: number
  readonly text: string
}

/** Runs a program in a folder, with nothing of this machine's settings. */
export function ran(
  program: string,
  words: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const { PATH, TMPDIR } = process.env
  const all = { PATH, TMPDIR, HOME: cwd, NO_COLOR: '1', K6_NO_USAGE_REPORT: 'true', ...env }
  return new Promise((resolve) => {
    const child: ChildProcess = execFile(
      program,
      words,
      { cwd, env: all, maxBuffer: 64e6 },
      (_error, out, err) => resolve({ code: child.exitCode ?? -1, text: `${out}${err}` }),
    )
  })
}
