import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, inject, it } from 'vitest'
import { startFull } from './app.js'
import { startSandboxed } from './sandboxed.js'

const plugin = () => inject('plugin')
const manifest = () => JSON.parse(readFileSync(join(plugin(), 'package.json'), 'utf8'))
const files = (folder = plugin()): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? files(path) : [path.slice(plugin().length + 1)]
  })

describe('the packed plugin', () => {
  it('holds these files, and one of them is code for the sandbox to read', () => {
    const isBuilder = (path: string) => /^dist\/library\/.*\.(mjs|d\.mts)$/.test(path)
    expect(
      files()
        .filter((path) => !isBuilder(path))
        .sort(),
    ).toEqual([
      'LICENSE',
      'README.md',
      'dist/THIRD-PARTY.txt',
      'dist/plugin.THIRD-PARTY.txt',
      'dist/plugin.d.ts',
      'dist/plugin.js',
      'dist/scripts.d.mts',
      'dist/scripts.mjs',
      'dist/workspace-environment.d.mts',
      'dist/workspace.d.mts',
      'dist/workspace.mjs',
      'icon.svg',
      'package.json',
    ])
  })

  it('holds all that its exports name, types included', () => {
    const targets = (value: unknown): string[] =>
      typeof value === 'string' ? [value] : Object.values(value as object).flatMap(targets)
    const named = targets(manifest().exports).map((path) => path.replace('./', ''))
    expect(named).toContain('dist/workspace.d.mts')
    expect(named).toContain('dist/library/bundle/index.mjs')
    expect(named.filter((path) => !files().includes(path))).toEqual([])
  })

  it('takes any version of Node: by name it is installed in that of Electron, which is 20.16 in some', () => {
    expect(manifest().engines).toEqual({ node: '*' })
  })

  it('is at most 146 KB in its one file', () => {
    expect(statSync(join(plugin(), manifest().main)).size).toBeLessThanOrEqual(146 * 1024)
  })

  it('has what the app and its hub look for, and the least permissions', () => {
    const { name, main, dependencies, insomnia } = manifest()
    expect({ name, main, dependencies }).toEqual({
      name: 'insomnia-plugin-countersign',
      main: 'dist/plugin.js',
      dependencies: undefined,
    })
    expect(insomnia).toMatchObject({
      name: 'countersign',
      displayName: 'Countersign',
      description: expect.any(String),
      images: { icon: 'icon.svg' },
      publisher: { name: expect.any(String) },
    })
    // The app loads a plugin by its name and permissions alone; the hub takes an icon only by https, and no address is ours yet.
    expect(insomnia.publisher).not.toHaveProperty('icon')
    expect(insomnia.permissions).toEqual({ modules: ['crypto'], capabilities: ['app'] })
    expect(readFileSync(join(plugin(), 'icon.svg'), 'utf8')).toMatch(/^<svg /)
  })

  it('loads by require alone, without any module beside Node', () => {
    const script = `const plugin = require(${JSON.stringify(plugin())})
      const kinds = Object.fromEntries(Object.entries(plugin).map(([name, all]) => [name, all.map((one) => typeof one)]))
      const node = Object.keys(require.cache).length
      console.log(JSON.stringify({ kinds, node }))`
    const told = execFileSync(process.execPath, ['--no-experimental-require-module', '-e', script], {
      encoding: 'utf8',
    })
    expect(JSON.parse(told)).toEqual({
      kinds: {
        requestHooks: ['function'],
        responseHooks: ['function'],
        requestActions: ['object', 'object'],
      },
      node: 1,
    })
  })

  it('is found and loaded by the app, with full access and in its sandbox', async () => {
    const full = await startFull(inject('data'))
    full.close()
    const sandboxed = await startSandboxed(inject('data'))
    const ready = [{ name: 'insomnia-plugin-countersign', hooks: 1 }]
    expect([full.ready, sandboxed.ready]).toEqual([ready, ready])
  })
})
