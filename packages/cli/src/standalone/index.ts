import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { createTar, type TarFileInput } from 'nanotar'
import { isOurs, type Manifest, needs, type Part, partIn } from './parts.js'

/** A file and its checksum. */
export interface Archive {
  /** `countersign-VERSION.tgz` */
  readonly name: string
  readonly bytes: Uint8Array
  /** A line as `sha256sum --check` reads it. */
  readonly checksum: string
}

/**
 * The command line as one package that npm installs, with all packages of this family in it (`bundleDependencies`), so
 * that none of their names is asked of a registry. What it needs of others is pinned to the versions that are installed here.
 */
export function standalone(): Archive {
  const cli = partIn(fileURLToPath(new URL('../../', import.meta.url)))
  const found = needs(cli)
  const ours = [...found].filter(([name]) => isOurs(name)).map(([, part]) => part)
  const files = [
    ...entries('package', cli, manifestOf(cli.manifest, found)),
    ...ours.flatMap((part) => entries(`package/node_modules/${part.manifest.name}`, part, bundled(part))),
  ]
  return archive(`countersign-${cli.manifest.version}.tgz`, files)
}

/** The same bytes from the same files: no times, no owner and no system of this machine. */
export function archive(name: string, files: readonly TarFileInput[]): Archive {
  const sorted = [...files].sort((a, b) => (a.name < b.name ? -1 : 1))
  const attrs = { mtime: 0, uid: 0, gid: 0, user: 'root', group: 'root' }
  const bytes = gzipSync(createTar(sorted, { attrs }), { level: 9 })
  // The system it was made on (RFC 1952): unknown.
  bytes[9] = 255
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return { name, bytes, checksum: `${sha256}  ${name}\n` }
}

/** The files of a package that are published, below a folder of the archive. */
function entries(
  below: string,
  { folder, manifest: { files = [] } }: Part,
  manifest: object,
): TarFileInput[] {
  const omitted = files.filter((one) => one.startsWith('!')).map((one) => one.slice(1).replace('*', ''))
  const paths = ['README.md', 'LICENSE', ...files]
    .flatMap((path) => filesAt(folder, path))
    .filter((path) => !omitted.some((start) => path.startsWith(start)))
  const found = [...new Set(paths)].map((path) => ({
    name: `${below}/${path}`,
    data: readFileSync(join(folder, path)),
    attrs: { mode: path.startsWith('bin/') ? '755' : '644' },
  }))
  return [...found, { name: `${below}/package.json`, data: `${JSON.stringify(manifest, null, 2)}\n` }]
}

/** The files at a path below a folder, with `/` between their parts. */
export function filesAt(folder: string, path: string): string[] {
  const at = join(folder, path)
  if (!existsSync(at)) return []
  if (!statSync(at).isDirectory()) return [path]
  return readdirSync(at).flatMap((name) => filesAt(folder, `${path}/${name}`))
}

function manifestOf(manifest: Manifest, found: ReadonlyMap<string, Part>): object {
  const { scripts: _, devDependencies: __, ...kept } = manifest
  const versions = [...found].map(([name, part]) => [name, part.manifest.version] as const)
  const sorted = versions.sort(([a], [b]) => (a < b ? -1 : 1))
  return {
    ...kept,
    dependencies: Object.fromEntries(sorted),
    bundleDependencies: sorted.map(([name]) => name).filter(isOurs),
  }
}

/**
 * A package in the archive names no dependency: it finds them beside it or above. What a bundled package names, npm takes
 * for bundled, too, and does not install.
 */
function bundled({ manifest }: Part): object {
  const { scripts: _, devDependencies: __, dependencies: ___, peerDependencies: ____, ...kept } = manifest
  return kept
}
