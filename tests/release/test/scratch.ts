import { execFileSync, type SpawnSyncReturns, spawnSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { root } from './workflows.js'

const PACKAGES = ['core', 'cli', 'xk6']
const COPIED = ['.changeset/config.json', 'pnpm-workspace.yaml', 'tools/program.mjs', 'tools/pack']

/** A clone with the release's own files and few packages, in which everything but the registry is real. */
export class Scratch {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'countersign-scratch-')))
  readonly origin = `${this.folder}.git`
  readonly #start: string

  constructor() {
    const isOurs = (path: string) => !path.includes('node_modules')
    const manifests = PACKAGES.map((name) => `packages/${name}/package.json`)
    for (const path of [...COPIED, 'tools/release', ...manifests])
      cpSync(join(root, path), join(this.folder, path), { recursive: true, filter: isOurs })
    this.#link('tools/release/node_modules')
    this.write('.gitignore', 'node_modules\n')
    this.write('package.json', '{ "name": "scratch", "private": true }\n')
    this.write('.changeset/config.json', JSON.stringify({ fixed: [['@countersign/core', 'countersign']] }))
    this.git('init', '--quiet', '--initial-branch=main')
    this.git('config', 'user.name', 'Owner')
    this.git('config', 'user.email', 'owner@users.noreply.example')
    this.commit()
    this.git('clone', '--quiet', '--bare', '.', this.origin)
    this.git('remote', 'add', 'origin', this.origin)
    this.#start = this.git('rev-parse', 'HEAD')
  }

  /** As it was made: main at its first commit, nothing else here or at origin. */
  reset(): void {
    this.git('checkout', '--quiet', '--force', '-B', 'main', this.#start)
    this.git('clean', '--quiet', '-d', '--force')
    for (const ref of this.git('for-each-ref', '--format=%(refname)').split('\n'))
      if (ref !== 'refs/heads/main') this.git('update-ref', '-d', ref)
    this.git('push', '--quiet', '--mirror', this.origin)
  }

  /** What it imports; a junction is a link that everybody may make on Windows. */
  #link(modules: string): void {
    for (const name of readdirSync(join(root, modules), { recursive: true, encoding: 'utf8' })) {
      if (!/^(@\w+[\\/])?[\w-]+$/.test(name) || /^@\w+$/.test(name)) continue
      const path = join(this.folder, modules, name)
      mkdirSync(dirname(path), { recursive: true })
      symlinkSync(realpathSync(join(root, modules, name)), path, 'junction')
    }
  }

  git(...words: readonly string[]): string {
    return execFileSync('git', words, { cwd: this.folder, encoding: 'utf8' }).trim()
  }

  write(path: string, text: string): void {
    writeFileSync(join(this.folder, path), text)
  }

  commit(): void {
    this.git('add', '--all')
    this.git('commit', '--quiet', '--allow-empty', '--message', 'Change')
  }

  /** A script of the release. */
  node(words: readonly string[], env?: NodeJS.ProcessEnv): SpawnSyncReturns<string> {
    return spawnSync(process.execPath, words, { cwd: this.folder, env, encoding: 'utf8' })
  }

  /** What a check of tools/release/clone.mjs says. */
  check(call: string, env?: NodeJS.ProcessEnv): string {
    return this.node(['--input-type=module', '--eval', inMain(call)], env).stderr.trim()
  }
}

const inMain = (call: string) => `
  import * as clone from './tools/release/clone.mjs'
  import { main } from './tools/release/stop.mjs'
  await main(() => clone.${call})`
