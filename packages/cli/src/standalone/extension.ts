import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Archive, archive, filesAt } from './index.js'

/** Where the build puts the Go sources of the k6 extension, in the folders that their go.mod files name. */
export const SOURCES = fileURLToPath(new URL('../../dist/k6-extension/', import.meta.url))

/** The Go sources of k6 with the extension in it. */
export const extensionSources = (): Archive =>
  archive(
    'k6-extension.tar.gz',
    ['packages', 'tools'].flatMap((top) =>
      filesAt(SOURCES, top).map((path) => ({ name: path, data: readFileSync(join(SOURCES, path)) })),
    ),
  )
