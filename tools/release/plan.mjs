import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import getReleasePlan from '@changesets/get-release-plan'
import { Stop } from './stop.mjs'

const AGAIN = 'Commit that, then run the release again.'

/** What the changesets ask for: the version that is to be released, and what its changes are. */
export async function planOf(root, family) {
  checkFixed(root, family)
  const { changesets: all, releases } = await readPlan(root)
  // One that names no package says that nothing is to be released.
  const changesets = all.filter(({ releases }) => releases.some(({ type }) => type !== 'none'))
  checkChangesets(changesets, family)
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

async function readPlan(root) {
  try {
    return await getReleasePlan(root)
  } catch (thrown) {
    throw new Stop(`A changeset cannot be used: ${thrown.message}\nMend its file in .changeset. ${AGAIN}`)
  }
}

/** Each is about what is published, and says something that people can read. */
function checkChangesets(changesets, family) {
  for (const { id, summary, releases } of changesets) {
    const stray = releases.find(({ name }) => !family.some((one) => one.name === name))
    if (stray)
      throw new Stop(
        `.changeset/${id}.md names ${stray.name}, which is not published. Name countersign: all packages have one ` +
          `version. ${AGAIN}`,
      )
    if (summary.trim() === '')
      throw new Stop(
        `.changeset/${id}.md does not say what has changed. Write it below the second ---. ${AGAIN}`,
      )
  }
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
