import { existsSync, lstatSync, realpathSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { decodedText, expanded, smallFile, whyUnreadable } from '../text-file.js'

export const CONFIG = 'countersign.config.json'

/** A configuration that was found: the files that it names, as whole paths. */
export interface Config {
  readonly path: string
  readonly use: readonly string[]
}

/** One that is there and is not read. */
export interface Ignored {
  readonly path: string
  readonly why: string
}

/**
 * Looks for `countersign.config.json` in a folder and above it, up to the folder of the repository, never above the
 * home folder. One of another user is not read: it would run code of theirs.
 * @throws {Error} if it is not what it should be
 */
export function findConfig(start = process.cwd(), home = homedir()): Config | Ignored | undefined {
  for (const folder of foldersFrom(start, home)) {
    const path = join(folder, CONFIG)
    if (existsSync(path)) return isOwn(path) ? readConfig(path) : { path, why: 'it belongs to another user' }
  }
  return undefined
}

function* foldersFrom(start: string, home: string): Generator<string> {
  const own = real(home)
  let folder = real(start)
  while (!isAbove(folder, own)) {
    yield folder
    const above = dirname(folder)
    if (isSame(folder, own) || above === folder || existsSync(join(folder, '.git'))) return
    folder = above
  }
}

const real = (folder: string) => (existsSync(folder) ? realpathSync(folder) : folder)

function isAbove(folder: string, home: string): boolean {
  for (let one = dirname(home); one !== home; home = one, one = dirname(one))
    if (isSame(one, folder)) return true
  return false
}

/** Windows' paths are the same in either case, and its terminals differ in that of the drive. */
const isSame = (one: string, other: string) => relative(one, other) === ''

/** Windows knows no user ids; there a profile's folders are its user's only. */
function isOwn(path: string): boolean {
  const user = process.getuid?.()
  return user === undefined || [lstatSync(path), statSync(path)].every(({ uid }) => uid === user)
}

function readConfig(path: string): Config {
  const value = parsed(path)
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error(`${path} must hold an object, as in { "use": ["acme.ts"] }.`)
  const { use = [], $schema: _schema, ...others } = value as Record<string, unknown>
  const unknown = Object.keys(others)[0]
  if (unknown !== undefined)
    throw new Error(`${path}: "${unknown.slice(0, 40)}" is not known. There is "use".`)
  const files = typeof use === 'string' ? [use] : use
  if (!Array.isArray(files) || !files.every((file) => typeof file === 'string' && file !== ''))
    throw new Error(`${path}: "use" must be the path of a file, or a list of paths.`)
  return { path, use: files.map((file: string) => resolve(dirname(path), expanded(file))) }
}

function parsed(path: string): unknown {
  try {
    return JSON.parse(decodedText(smallFile(path)))
  } catch (thrown) {
    const why = thrown instanceof SyntaxError ? 'it is not JSON' : whyUnreadable(thrown)
    throw new Error(`${path} cannot be read: ${why}.`)
  }
}
