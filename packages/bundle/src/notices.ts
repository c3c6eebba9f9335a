import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** A package of others, part of which is in a bundle. */
export interface Bundled {
  readonly name: string
  readonly version: string
  /** An SPDX expression: `MIT`. */
  readonly license: string
  /** The text of its licence. */
  readonly text: string
}

/** What a bundler reports of a chunk: its modules, and how much of each is left. */
export type ChunkModules = Readonly<Record<string, { readonly renderedLength: number }>>

/** Notes which packages of others went into bundles, and has the texts of their licences, which must go along. */
export class Notices {
  readonly #found = new Map<string, Bundled>()

  /** @throws {Error} if a package comes without a licence */
  note(modules: ChunkModules): void {
    for (const [id, { renderedLength }] of Object.entries(modules)) {
      const folder = renderedLength > 0 ? folderOf(id) : undefined
      if (folder !== undefined && !this.#found.has(folder)) this.#found.set(folder, bundledIn(folder))
    }
  }

  /** What another one noted, too. */
  add(other: Notices): void {
    for (const [folder, bundled] of other.#found) this.#found.set(folder, bundled)
  }

  /** By their names. */
  get bundled(): Bundled[] {
    return [...this.#found.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
  }

  /** For a comment: `@noble/hashes 2.4.0, MIT, Copyright (c) 2022 Paul Miller`. */
  get lines(): string[] {
    return this.bundled.map(({ name, version, license, text }) =>
      [`${name} ${version}`, license, /^ *(copyright .*)$/im.exec(text)?.[1]].filter(Boolean).join(', '),
    )
  }

  /** A file for the package that has the bundles in it. */
  get text(): string {
    const parts = this.bundled.map(
      ({ name, version, license, text }) => `${'-'.repeat(72)}\n${name} ${version} (${license})\n\n${text}\n`,
    )
    return [`Parts of these packages are in the bundled files beside this one.\n`, ...parts].join('\n')
  }
}

const INSIDE = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/
const OURS = /[\\/]node_modules[\\/](?:@countersign[\\/]|(?:insomnia-plugin-)?countersign$)/

/** The folder of the package of others that a module is of. The bundler's own helpers are the bundler's. */
function folderOf(id: string): string | undefined {
  if (/^\0rolldown[\\/]/.test(id)) return dirname(rolldownManifest())
  const [, folder] = INSIDE.exec(id) ?? []
  return folder === undefined || OURS.test(folder) ? undefined : folder
}

const rolldownManifest = () => createRequire(import.meta.url).resolve('rolldown/package.json')

function bundledIn(folder: string): Bundled {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = existsSync(folder) && readdirSync(folder).find((one) => /^(licen[cs]e|copying)\b/i.test(one))
  if (!file) throw new Error(`The package ${name}, which is bundled, comes without the text of its licence.`)
  return { name, version, license, text: readFileSync(join(folder, file), 'utf8').trim() }
}
