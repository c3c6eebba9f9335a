// What a release has beside the packages: for those who install no package.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { NAMES } from '@countersign/tools-pack/config'
import { zipSync } from 'fflate'
import { read, root } from './run.mjs'
import { Stop } from './stop.mjs'

/** @returns the files, written into the folder: the command line with all of ours in it, and the Insomnia plugin */
export async function assets(folder) {
  const { standalone } = await import('../../packages/cli/dist/standalone/index.js')
  const { name, bytes } = standalone()
  writeFileSync(join(folder, name), bytes)
  return [join(folder, name), plugin(folder)]
}

/** The folder that `generate` writes, as an archive. */
function plugin(folder) {
  const program = join(root, 'packages/cli/bin/countersign.js')
  const made = join(folder, NAMES.insomniaPlugin)
  const { status, stderr } = read(process.execPath, program, 'generate', 'insomnia', '--plugin', made)
  if (status !== 0) throw new Stop(`The Insomnia plugin was not written: ${stderr.trim()}`)
  writeFileSync(`${made}.zip`, zipSync(entriesOf(folder)))
  return `${made}.zip`
}

const entriesOf = (folder) =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.parentPath !== folder)
      .map(({ parentPath, name }) => join(parentPath, name))
      .map((path) => [relative(folder, path).replaceAll('\\', '/'), new Uint8Array(readFileSync(path))]),
  )
