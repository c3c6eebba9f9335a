import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'

export const root = fileURLToPath(new URL('../../../', import.meta.url))
const folder = join(root, '.github/workflows')

export interface Step {
  readonly uses?: string
  readonly run?: string
  readonly with?: Readonly<Record<string, unknown>>
  readonly 'working-directory'?: string
}

export interface Job {
  readonly permissions?: Readonly<Record<string, string>>
  readonly 'timeout-minutes'?: number
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly unknown[]>> }
  readonly steps: readonly Step[]
}

export interface Workflow {
  readonly path: string
  readonly text: string
  readonly permissions?: Readonly<Record<string, string>>
  readonly jobs: Readonly<Record<string, Job>>
}

export const workflows: readonly Workflow[] = readdirSync(folder).map((name) => {
  const text = readFileSync(join(folder, name), 'utf8')
  return { path: `.github/workflows/${name}`, text, ...parse(text) }
})

/** Every command of every step, once. */
export const commands = [
  ...new Map(
    workflows
      .flatMap(({ jobs }) => Object.values(jobs))
      .flatMap(({ steps }) => steps)
      .filter(({ run }) => run !== undefined)
      .map((step) => [`${step['working-directory'] ?? '.'}: ${step.run}`, step] as const),
  ).values(),
]

/** The scripts of the root's package.json. */
export const scripts: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
).scripts

export const isInGit = (path: string): boolean =>
  execFileSync('git', ['ls-files', path], { cwd: root, encoding: 'utf8' }).trim() === path
