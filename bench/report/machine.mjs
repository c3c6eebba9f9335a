// What a run was measured on: a ratio holds for its machine and its versions.
import { readFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'

const manifest = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'))

/** Libraries that are measured against, and the versions that are installed. */
function libraries() {
  const ours = /^(@countersign\/|countersign$|insomnia-plugin-countersign$)/
  const names = Object.keys(manifest('../package.json').devDependencies).filter((name) => !ours.test(name))
  const versionOf = (name) => manifest(`../node_modules/${name}/package.json`).version
  return Object.fromEntries(names.map((name) => [name, versionOf(name)]))
}

/** @returns { date, text, version (ours), node, versions (of libraries) } */
export function machineOf() {
  const cpu = cpus()[0]?.model.trim() ?? 'an unknown CPU'
  const memory = Math.round(totalmem() / 2 ** 30)
  const node = process.version.slice(1)
  return {
    date: new Date().toISOString().slice(0, 10),
    text: `Node ${node}, ${process.platform} ${process.arch}, ${cpus().length} × ${cpu}, ${memory} GB`,
    version: manifest('../../packages/core/package.json').version,
    node,
    versions: libraries(),
  }
}
