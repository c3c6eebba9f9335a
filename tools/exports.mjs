// Writes the providers' modules into the exports of the packages that have one per provider: the first part of `pnpm tables`.
// It needs no build, since none works before core exports the module of a new provider.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'

const root = new URL('../', import.meta.url)
const read = (path) => readFileSync(new URL(path, root), 'utf8')
const ids = () =>
  readdirSync(new URL('packages/core/src/providers', root), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()

/** Path → the name of a provider's export, and its file without an ending. */
const ENTRIES = {
  'packages/core/package.json': (id) => [`./providers/${id}/index`, `./dist/providers/${id}/index`],
  'packages/k6/package.json': (id) => [`./${id}`, `./dist/${id}`],
}

/** Path → text of each manifest, as it should be. */
export const manifests = () =>
  Object.fromEntries(Object.entries(ENTRIES).map(([path, entry]) => [path, withExports(read(path), entry)]))

/** The exports of the providers stand together, where the first of them was. */
function withExports(text, entry) {
  const manifest = JSON.parse(text)
  const own = ids().map(entry)
  const names = own.map(([name]) => name)
  const others = Object.entries(manifest.exports)
  const at = others.findIndex(([name]) => names.includes(name))
  const rest = others.filter(([name]) => !names.includes(name))
  rest.splice(at, 0, ...own.map(([name, file]) => [name, { types: `${file}.d.ts`, default: `${file}.js` }]))
  return `${JSON.stringify({ ...manifest, exports: Object.fromEntries(rest) }, null, 2)}\n`
}

if (process.argv[1] === new URL(import.meta.url).pathname)
  for (const [path, text] of Object.entries(manifests())) writeFileSync(new URL(path, root), text)
