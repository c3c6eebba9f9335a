import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { program, type Runtime } from './runtimes.js'

export const VERSIONS = ['22.23.3', '24.21.0']

/** Newer versions of Node than the oldest one supported, from npm. */
export const otherNodes = (): readonly Runtime[] =>
  VERSIONS.map((version) => ({
    ...program(`Node ${version}`, nodeOf(version)),
    missing: `npm install node@${version} brings no program here`,
  }))

/** Where it is, once npm has it: an install script of that package fetches the program for this system. */
export function nodeOf(version: string): string | undefined {
  const folder = join(tmpdir(), `countersign-node-${version}-${userInfo().username}`)
  const path = join(folder, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (!existsSync(path)) {
    const words = ['install', '--prefix', folder, '--no-audit', '--no-fund', `node@${version}`]
    spawnSync('npm', words, { shell: process.platform === 'win32' })
  }
  return existsSync(path) ? path : undefined
}
