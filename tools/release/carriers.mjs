// Every place that carries the version.

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { packagesIn } from './family.mjs'
import { read } from './run.mjs'

const VERSION = String.raw`(\d+\.\d+\.\d+(?:-[\w.]+)?)`
const MARKS = [
  // The first lines of scripts, modules and plugins.
  new RegExp(String.raw`Countersign ${VERSION}(?: \(\S+ on npm\))? for`, 'g'),
  // The man page.
  new RegExp(`"countersign ${VERSION}"`, 'g'),
  // The packed command line, in Dockerfiles and what explains them.
  new RegExp(`countersign-${VERSION}\\.tgz`, 'g'),
]
const TEXT = /(\.(m?js|cjs|json|md|ts|ya?ml|txt|1|sha256)|Dockerfile)$/
const xk6 = '@countersign/xk6'

/** @returns where each version stands, and which it is; built files too, so build first */
export function carriersIn(root) {
  return [...manifests(root), ...changelog(root), ...generated(root), commandLine(root)]
}

/** The private packages are out of the family, except for the extension: its Go module is tagged with it. */
function manifests(root) {
  return packagesIn(root)
    .filter(({ manifest }) => !manifest.private || manifest.name === xk6)
    .map(({ folder, manifest }) => ({
      where: place(root, join(folder, 'package.json')),
      version: manifest.version,
    }))
}

function changelog(root) {
  const path = join(root, 'CHANGELOG.md')
  const [, version] = new RegExp(`^## ${VERSION}$`, 'm').exec(readFileSync(path, 'utf8')) ?? []
  return [{ where: 'CHANGELOG.md', version }]
}

function generated(root) {
  const built = packagesIn(root).flatMap(({ folder }) =>
    ['dist', 'scripts', 'script'].map((name) => join(folder, name)),
  )
  const files = [...built, join(root, 'examples')].filter(existsSync).flatMap(filesIn)
  return files.flatMap((file) => marksIn(readFileSync(file, 'utf8'), place(root, file)))
}

const marksIn = (text, where) =>
  MARKS.flatMap((mark) => [...text.matchAll(mark)].map(([, version]) => ({ where, version })))

function commandLine(root) {
  const { stdout } = read(process.execPath, join(root, 'packages/cli/bin/countersign.js'), '--version')
  return { where: 'countersign --version', version: stdout.trim() }
}

const filesIn = (folder) =>
  readdirSync(folder, { recursive: true })
    .map((name) => join(folder, name))
    .filter((path) => TEXT.test(path) && statSync(path).isFile())

const place = (root, path) => relative(root, path).replaceAll('\\', '/')
