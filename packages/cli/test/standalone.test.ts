import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { parseTarGzip } from 'nanotar'
import { expect, it } from 'vitest'
import { standalone } from '../src/standalone/index.js'

const packages = new URL('../../', import.meta.url)
const manifests = readdirSync(packages)
  .map((name) => JSON.parse(readFileSync(new URL(`${name}/package.json`, packages), 'utf8')))
  .filter((one) => !one.private && one.name !== 'countersign')

it('the command line packed for npm holds all packages of ours, and pins those of others', async () => {
  const { name, bytes, checksum } = standalone()
  // RFC 1952: the operating system is not known, so that every system makes the same bytes.
  expect(bytes[9]).toBe(255)
  const files = await parseTarGzip(new Uint8Array(bytes))
  const jsonAt = (path: string) => JSON.parse(files.find((file) => file.name === path)?.text ?? '{}')
  const manifest = jsonAt('package/package.json')
  expect(name).toBe(`countersign-${manifest.version}.tgz`)
  expect(checksum).toBe(`${createHash('sha256').update(bytes).digest('hex')}  ${name}\n`)

  // npm links a man page that stands in a list, and no other.
  expect(manifest.man).toEqual(['./dist/help/countersign.1'])
  expect(files.map((file) => file.name)).toContain('package/dist/help/countersign.1')

  const names = manifests.map((one) => one.name).sort()
  expect(manifest.bundleDependencies).toEqual(names)
  for (const one of names) {
    const bundled = jsonAt(`package/node_modules/${one}/package.json`)
    // What a bundled package needs of others is needed by the outer one: npm installs nothing for those that it bundles.
    expect([one, bundled.name, bundled.dependencies]).toEqual([one, one, undefined])
    const needed = manifests.find((each) => each.name === one).dependencies ?? {}
    expect(Object.keys(manifest.dependencies)).toEqual(expect.arrayContaining(Object.keys(needed)))
  }
  for (const [one, version] of Object.entries(manifest.dependencies))
    expect([one, version]).toEqual([one, expect.stringMatching(/^\d+\.\d+\.\d+(-[\w.]+)?$/)])
})
