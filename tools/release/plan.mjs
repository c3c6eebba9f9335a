import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import getReleasePlan from '@changesets/get-release-plan'
import { Stop } from './stop.mjs'

/** What the changesets ask for: the version that is to be released, and what its changes are. */
export async function planOf(root, family) {
  checkFixed(root, family)
  const { changesets, releases } = await getReleasePlan(root)
  const versions = new Map(releases.map(({ name, newVersion }) => [name, newVersion]))
  const next = family.map(({ name, version }) => versions.get(name) ?? version)
  const [version] = next
  const other = next.findIndex((one) => one !== version)
  if (other !== -1)
    throw new Stop(
      `All packages have one version, but ${family[0].name} would be ${version} and ${family[other].name} ` +
        `${next[other]}. Give their package.json files the same one.`,
    )
  return { version, changesets }
}

/** `fixed` keeps the family at one version, so it must name all of it and nothing else. */
function checkFixed(root, family) {
  const { fixed } = JSON.parse(readFileSync(join(root, '.changeset', 'config.json'), 'utf8'))
  const listed = new Set(fixed.flat())
  const names = family.map(({ name }) => name)
  const missing = names.find((name) => !listed.has(name))
  const stray = [...listed].find((name) => !names.includes(name))
  if (missing)
    throw new Stop(`${missing} is public, so it belongs in "fixed" of .changeset/config.json. Add it there.`)
  if (stray)
    throw new Stop(
      `"fixed" of .changeset/config.json names ${stray}, which is not a public package. Remove it.`,
    )
}
