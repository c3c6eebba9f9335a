import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** What the parts of a package.json are needed for here. */
export interface Manifest {
  readonly name: string
  readonly version: string
  readonly files?: readonly string[]
  readonly dependencies?: Readonly<Record<string, string>>
  readonly [key: string]: unknown
}

/** A package as it is installed here. */
export interface Part {
  readonly folder: string
  readonly manifest: Manifest
}

/** Packages of this family. None of their names is asked of a registry. */
export const isOurs = (name: string): boolean =>
  /^(@countersign\/.+|(insomnia-plugin-)?countersign)$/.test(name)

export const partIn = (folder: string): Part => ({
  folder,
  manifest: JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')),
})

/** The packages that one needs, directly or not, by their names; of others' packages only the direct ones. */
export function needs(part: Part, found: Map<string, Part> = new Map()): Map<string, Part> {
  for (const name of Object.keys(part.manifest.dependencies ?? {})) {
    if (found.has(name)) continue
    const one = partIn(folderOf(name, part.folder))
    found.set(name, one)
    if (isOurs(name)) needs(one, found)
  }
  return found
}

/** By the folders in which Node looks: a package may not export its package.json. */
function folderOf(name: string, from: string): string {
  const places = createRequire(join(from, 'package.json')).resolve.paths(name) ?? []
  const place = places.find((one) => existsSync(join(one, name, 'package.json')))
  if (place === undefined)
    throw new Error(`The package ${name}, which ${dirname(from)} needs, is not installed.`)
  return realpathSync(join(place, name))
}
