import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { programOf } from '../../../../tools/program.mjs'

const source = dirname(createRequire(import.meta.url).resolve('insomnia-plugin-countersign/package.json'))

export interface Installed {
  /** The app's data folder. */
  readonly data: string
  /** The plugin in it. */
  readonly plugin: string
  remove(): void
}

/** Packs the plugin with npm and unpacks it into an empty plugins folder, as the app's installer does. */
export function install(): Installed {
  const data = mkdtempSync(join(tmpdir(), 'countersign-insomnia-'))
  const plugin = join(data, 'plugins', 'insomnia-plugin-countersign')
  mkdirSync(plugin, { recursive: true })
  const npm = programOf('npm', ['pack', source, '--pack-destination', data, '--json', '--ignore-scripts'])
  const packed = execFileSync(npm.file, npm.words, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    shell: npm.shell,
  })
  const [{ filename }] = JSON.parse(packed)
  execFileSync('tar', ['-xzf', join(data, filename), '-C', plugin, '--strip-components=1'])
  return { data, plugin, remove: () => rmSync(data, { recursive: true, force: true }) }
}
