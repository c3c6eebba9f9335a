// Writes the providers' modules into the exports of the packages that have one per provider: the first part of `pnpm tables`.
// It needs no build, since none works before core exports the module of a new provider.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

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

/** The exports of the providers stand together, where the first of them was; those of former ones go. */
function withExports(text, entry) {
  const manifest = JSON.parse(text)
  const all = Object.entries(manifest.exports)
  const rest = all.filter((one) => !isProvider(one, entry))
  const own = ids().map((id) => [entry(id)[0], filesOf(id, entry)])
  rest.splice(
    all.findIndex((one) => isProvider(one, entry)),
    0,
    ...own,
  )
  return `${JSON.stringify({ ...manifest, exports: Object.fromEntries(rest) }, null, 2)}\n`
}

const filesOf = (id, entry) => ({ types: `${entry(id)[1]}.d.ts`, default: `${entry(id)[1]}.js` })

/** Whether an export is what `entry` makes of some id. */
function isProvider([name, files], entry) {
  const [, id] = /^\.\/(?:providers\/)?([\w-]+)(?:\/index)?$/.exec(name) ?? []
  return id !== undefined && name === entry(id)[0] && files.default === filesOf(id, entry).default
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const [path, text] of Object.entries(manifests())) writeFileSync(new URL(path, root), text)
