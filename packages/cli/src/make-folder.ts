import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { Failed } from './terminal/io.js'

const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true

/**
 * Makes a folder, and what is missing above it. Node's own `recursive` tries for ever where the system refuses by
 * ENOENT, as in /proc.
 */
export function makeFolder(folder: string): void {
  if (isFolder(folder)) return
  const above = dirname(folder)
  if (above !== folder) makeFolder(above)
  try {
    mkdirSync(folder)
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT') throw thrown
    throw new Failed(`${folder}: no folder can be made there. Name another one.`)
  }
}
