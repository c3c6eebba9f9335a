import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writePrivate } from './dotenv/write.js'

/** Files that commands on a page name, so that they run as pasted, in any folder, for as long as the page is served. */
export class PageFiles {
  #folder: string | undefined

  /** Readable by its owner only, as what is in it. */
  get folder(): string {
    this.#folder ??= mkdtempSync(join(tmpdir(), 'countersign-'))
    return this.#folder
  }

  /** @returns the path of the file */
  write(name: string, content: string): string {
    const path = join(this.folder, name)
    writePrivate(path, content)
    return path
  }

  close(): void {
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true, force: true })
    this.#folder = undefined
  }
}
