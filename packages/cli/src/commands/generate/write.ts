import { lstatSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { makeFolder } from '../../make-folder.js'
import { stage } from '../../staged.js'
import { systemMessage } from '../../terminal/failures.js'
import { Failed } from '../../terminal/io.js'
import type { GeneratedFile } from './file.js'

/**
 * Writes all of the files or none.
 * @throws {Failed} if another file exists and `force` is not set, or if a link or a folder is in its place
 */
export function writeFiles(files: readonly GeneratedFile[], folder: string, force = false): void {
  const merged = new Map(files.map((file) => [file, mergedWith(file, folder)]))
  check(files, folder, (file) => force || merged.get(file) !== undefined || isThere(file, folder))
  const targets = files.map((file) => ({
    target: join(folder, file.path),
    content: merged.get(file) ?? file.content,
  }))
  const staged: string[] = []
  try {
    for (const { target, content } of targets) {
      makeFolder(dirname(target))
      staged.push(stage(target, content))
    }
    for (const [index, { target }] of targets.entries()) renameSync(staged[index] as string, target)
  } catch (thrown) {
    for (const file of staged) rmSync(file, { force: true })
    throw new Failed(`Nothing is written: ${systemMessage(thrown as Error) ?? (thrown as Error).message}`)
  }
}

/** The file and what is there already, if it can be one. */
function mergedWith({ path, merge }: GeneratedFile, folder: string): string | undefined {
  const target = join(folder, path)
  return merge && kindOf(target) === 'file' ? merge(readFileSync(target, 'utf8')) : undefined
}

/** Whether a file is there already as it is to be: the module that several providers of a tool share. */
function isThere({ path, content }: GeneratedFile, folder: string): boolean {
  const target = join(folder, path)
  return kindOf(target) === 'file' && readFileSync(target).equals(Buffer.from(content))
}

function check(
  files: readonly GeneratedFile[],
  folder: string,
  mayReplace: (file: GeneratedFile) => boolean,
): void {
  const problems = [...new Set([outside(folder), ...files.flatMap(({ path }) => between(folder, path))])]
  const [problem] = problems.filter((text) => text !== undefined)
  if (problem) throw new Failed(`Nothing is written: ${problem}.`)
  const pathsOf = (some: readonly GeneratedFile[]) =>
    some.map(({ path }) => join(folder, path)).filter((path) => kindOf(path) !== undefined)
  const odd = pathsOf(files).find((path) => kindOf(path) !== 'file')
  if (odd)
    throw new Failed(`Nothing is written: ${odd} is a ${kindOf(odd)}. Move it away, or name another folder.`)
  const there = pathsOf(files.filter((file) => !mayReplace(file)))
  if (there.length > 0) {
    const exist = there.length > 1 ? 'exist' : 'exists'
    throw new Failed(`Nothing is written: ${there.join(', ')} already ${exist}. Use --force to overwrite.`)
  }
}

const outside = (folder: string) =>
  kindOf(folder) === 'file' ? `${folder} is a file, not a folder` : undefined

/** What is wrong with the folders between the named one and a file. */
function between(folder: string, path: string): (string | undefined)[] {
  const parts = path.split('/').slice(0, -1)
  const folders = parts.map((_, index) => [folder, ...parts.slice(0, index + 1)].join(sep))
  return folders.map((one) => {
    const kind = kindOf(one)
    return kind === undefined || kind === 'folder' ? undefined : `${one} is a ${kind}, not a folder`
  })
}

/** What is at a path, a link not followed. */
function kindOf(path: string) {
  const found = entryAt(path)
  if (!found) return undefined
  if (found.isSymbolicLink()) return 'link'
  if (found.isDirectory()) return 'folder'
  return found.isFile() ? 'file' : 'device'
}

function entryAt(path: string) {
  try {
    return lstatSync(path)
  } catch {
    // Nothing is there, or part of the path is a file.
    return undefined
  }
}
