import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { TOOLS } from '../../src/commands/generate/tools.js'
import { emptyFolder, run } from '../run.js'

const examples = fileURLToPath(new URL('../../../../examples/', import.meta.url))
// What a Dockerfile takes is packed by its own build, and checked there.
const PACKED = /\.(tgz|tar\.gz|sha256)$/

/** Path below a folder → content. */
function filesIn(folder: string): Map<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const files = paths.filter((path) => statSync(join(folder, path)).isFile() && !PACKED.test(path))
  return new Map(files.sort().map((path) => [path, readFileSync(join(folder, path), 'utf8')]))
}

it.each(TOOLS)('examples/%s is what generate writes, byte for byte', async (tool) => {
  const folder = join(emptyFolder(), tool)
  expect((await run(['generate', tool, '--out', folder])).status).toBe(0)
  const kept = filesIn(join(examples, tool))
  const written = filesIn(folder)
  expect([...kept.keys()]).toEqual([...written.keys()])
  const stale = [...written].filter(([path, content]) => kept.get(path) !== content).map(([path]) => path)
  expect(stale, 'run `pnpm examples`').toEqual([])
})

/** The licence as its own package has it. */
const licenceOf = (name: string) =>
  readFileSync(new URL(`../../../hosts/node_modules/${name}/LICENSE`, import.meta.url), 'utf8').trim()

it.each(TOOLS)('examples/%s: the licences of what is bundled lie beside it', (tool) => {
  const files = filesIn(join(examples, tool))
  const bundled = [...files.values()].flatMap((text) => text.match(/@noble\/\w+(?= \d[\d.]+, MIT)/g) ?? [])
  const notices = files.get('THIRD-PARTY.txt') ?? ''
  for (const name of new Set(bundled)) expect(notices).toContain(licenceOf(name))
  expect(notices === '').toBe(bundled.length === 0)
})

it('there is an example of each tool, and of nothing else', () => {
  const folders = readdirSync(examples, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  expect(folders.map(({ name }) => name).sort()).toEqual(TOOLS.toSorted())
})
