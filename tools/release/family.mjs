import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** All folders of `packages` with their manifests. */
export function packagesIn(root) {
  const folders = readdirSync(join(root, 'packages')).map((name) => join(root, 'packages', name))
  return folders.map((folder) => ({
    folder,
    manifest: JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')),
  }))
}

/** What is published: everything in `packages` that is not private, and after what it depends on. */
export function familyIn(root) {
  const all = packagesIn(root).filter(({ manifest }) => !manifest.private)
  const byName = new Map(all.map((one) => [one.manifest.name, one]))
  const sorted = new Set()
  const visit = (one) => {
    for (const name of Object.keys(one.manifest.dependencies ?? {}))
      if (byName.has(name)) visit(byName.get(name))
    sorted.add(one)
  }
  for (const one of all) visit(one)
  return [...sorted].map(({ folder, manifest }) => ({
    folder,
    name: manifest.name,
    version: manifest.version,
  }))
}
