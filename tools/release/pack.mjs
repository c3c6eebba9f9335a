import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseTarGzip } from 'nanotar'
import { pnpm, read } from './run.mjs'
import { Stop } from './stop.mjs'

/** @returns the family with its tarballs, each with what its package.json names */
export async function pack(family, version) {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-release-'))
  const filters = family.map(({ name }) => `--filter=${name}`)
  const { status, stdout, stderr } = read(
    ...pnpm,
    '--reporter=append-only',
    '-r',
    ...filters,
    'pack',
    '--pack-destination',
    folder,
  )
  if (status !== 0)
    throw new Stop(
      `${stdout}${stderr}\nPacking failed; the reason is above. Put it right, commit it, then run the release again.`,
    )
  const tarballs = await Promise.all(
    readdirSync(folder).map((name) => readTarball(join(folder, name), version)),
  )
  return family.map((one) => {
    const found = tarballs.find(({ name }) => name === one.name)
    if (!found) throw new Stop(`${one.name} was not packed.`)
    return { ...one, ...found }
  })
}

async function readTarball(file, version) {
  const bytes = readFileSync(file)
  const entries = await parseTarGzip(bytes)
  const names = new Set(entries.map(({ name }) => name.replace(/^package\//, '')))
  const manifest = JSON.parse(entries.find(({ name }) => name === 'package/package.json').text)
  checkManifest(manifest, version)
  checkFiles(manifest, names)
  return { name: manifest.name, file, size: bytes.length, integrity: integrityOf(bytes) }
}

/** As `npm view NAME dist.integrity` prints it. */
const integrityOf = (bytes) => `sha512-${createHash('sha512').update(bytes).digest('base64')}`

function checkManifest({ name, version: found, dependencies = {}, peerDependencies = {} }, version) {
  if (found !== version) throw new Stop(`${name} was packed as ${found}, and the release is ${version}.`)
  for (const [other, range] of Object.entries({ ...dependencies, ...peerDependencies }))
    if (range.startsWith('workspace:')) throw new Stop(`${name} was packed with ${other} at "${range}".`)
}

function checkFiles(manifest, names) {
  const { name, main, bin, man, exports } = manifest
  const missing = pathsIn([main, bin, man, exports]).find((path) => !isIn(path.replace(/^\.\//, ''), names))
  if (missing)
    throw new Stop(
      `${name} is not built: its package.json names ${missing}, which is not in its tarball. Mend its build.`,
    )
}

/** A path of `exports` may have a star, for any text. */
function isIn(path, names) {
  const [start, end] = path.split('*')
  return end === undefined
    ? names.has(path)
    : [...names].some((name) => name.startsWith(start) && name.endsWith(end))
}

const pathsIn = (value) => {
  if (typeof value === 'string') return [value]
  return value ? Object.values(value).flatMap(pathsIn) : []
}
