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
  /** By name and version. */
  readonly #found = new Map<string, Bundled>()

  note(modules: ChunkModules): void {
    const folders = Object.entries(modules).map(([id, { renderedLength }]) =>
      renderedLength > 0 ? folderOf(id) : undefined,
    )
    for (const folder of new Set(folders)) if (folder !== undefined) this.#put(bundledIn(folder))
  }

  /** What another one noted, too. */
  add(other: Notices): void {
    for (const bundled of other.bundled) this.#put(bundled)
  }

  /**
   * What a bundle that ships has in it.
   * @param text the {@link text} that ships with it, and perhaps with others
   * @param bundle the bundle, which names in its first lines what is in it
   */
  addShipped(text: string, bundle: string): void {
    for (const one of partsOf(text)) if (bundle.includes(`${nameOf(one)}, `)) this.#put(one)
  }

  /** The {@link text} of these and of what a file has already; nothing if it is not such a file. */
  textWith(existing: string): string | undefined {
    if (!existing.startsWith(TITLE)) return undefined
    const all = new Notices()
    for (const one of partsOf(existing)) all.#put(one)
    all.add(this)
    return all.text
  }

  #put(bundled: Bundled): void {
    this.#found.set(nameOf(bundled), bundled)
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
    const parts = this.bundled.map((one) => `${RULE}\n${nameOf(one)} (${one.license})\n\n${one.text}\n`)
    return [`${TITLE}\n`, ...parts].join('\n')
  }
}

const TITLE = 'Parts of these packages are in the bundled files beside this one.'
const RULE = '-'.repeat(72)
const nameOf = ({ name, version }: Bundled) => `${name} ${version}`

/** What a {@link Notices.text} lists. */
const partsOf = (text: string): Bundled[] => text.split(`${RULE}\n`).slice(1).map(bundledFrom)

function bundledFrom(part: string): Bundled {
  const [heading = '', ...text] = part.split('\n')
  const [name = '', version = '', ...license] = heading.split(' ')
  return { name, version, license: license.join(' ').slice(1, -1), text: text.join('\n').trim() }
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
  const text = file
    ? readFileSync(join(folder, file), 'utf8').trim()
    : 'It comes without the text of its licence.'
  return { name, version, license: license ?? 'no licence named', text }
}
