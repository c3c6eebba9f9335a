import { execFileSync, spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const project = fileURLToPath(new URL('../../../../', import.meta.url))

export interface Ended {
  readonly status: number
  readonly output: string
}

/** A clean clone of the last commit, on main, with an origin of its own. */
export class Clone {
  readonly folder: string

  constructor(folder: string) {
    this.folder = folder
    execFileSync('git', ['clone', '--quiet', '--no-hardlinks', project, folder])
    this.git('switch', '--quiet', '--force-create', 'main')
    execFileSync('git', ['clone', '--quiet', '--bare', '--no-hardlinks', folder, `${folder}.git`])
    this.git('remote', 'set-url', 'origin', `${folder}.git`)
    this.git('config', 'user.name', 'Owner')
    this.git('config', 'user.email', 'owner@users.noreply.example')
  }

  git(...words: string[]): string {
    return execFileSync('git', words, { cwd: this.folder, encoding: 'utf8' }).trim()
  }

  text(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8')
  }

  write(path: string, text: string): void {
    writeFileSync(join(this.folder, path), text)
  }

  commit(path: string, text: string): void {
    this.write(path, text)
    this.git('add', '--all')
    this.git('commit', '--allow-empty', '--quiet', '--message', `Change ${path}`)
  }

  /** A commit in which the fields of a package.json are different. */
  amend(path: string, change: (manifest: { scripts: Record<string, string> }) => void): void {
    const manifest = JSON.parse(this.text(path))
    change(manifest)
    this.commit(path, `${JSON.stringify(manifest, null, 2)}\n`)
  }

  /** @param until what it prints when Ctrl-C is typed, which all of its programs get */
  pnpm(words: readonly string[], env: NodeJS.ProcessEnv = {}, until?: string): Promise<Ended> {
    const child = spawn('npx', ['-y', 'pnpm@12.21.0', ...words], {
      cwd: this.folder,
      env: { ...process.env, CI: 'true', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    let output = ''
    let isTyped = false
    const read = (chunk: unknown) => {
      output += chunk
      if (isTyped || !until || !output.includes(until)) return
      isTyped = true
      process.kill(-Number(child.pid), 'SIGINT')
    }
    for (const stream of [child.stdout, child.stderr]) stream.on('data', read)
    return new Promise((resolve) => child.on('close', (status) => resolve({ status: status ?? 1, output })))
  }
}
