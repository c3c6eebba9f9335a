import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const TITLE = '# Changelog\n'
const KINDS = { major: 'Breaking changes', minor: 'New', patch: 'Fixed' }

// One file for the family, since it has one version: changesets would write the same text into fourteen.
export function addToChangelog(root, { version, changesets }) {
  const path = join(root, 'CHANGELOG.md')
  const before = existsSync(path) ? readFileSync(path, 'utf8').replace(TITLE, '') : ''
  writeFileSync(path, `${TITLE}\n${section(version, changesets)}\n${before.trimStart()}`)
}

/** The text of a version, without its heading; undefined if there is none. */
export function notesOf(root, version) {
  const sections = readFileSync(join(root, 'CHANGELOG.md'), 'utf8').split(/^## /m)
  const found = sections.find((text) => text.startsWith(`${version}\n`))
  return found?.slice(version.length).trim()
}

export function section(version, changesets) {
  const parts = Object.entries(KINDS).flatMap(([kind, heading]) => {
    const texts = changesets.filter((one) => kindOf(one) === kind).map(({ summary }) => item(summary))
    return texts.length > 0 ? [`### ${heading}\n\n${texts.join('\n')}\n`] : []
  })
  return [`## ${version}\n`, ...parts].join('\n')
}

/** The greatest of what a changeset asks for. */
const kindOf = ({ releases }) => Object.keys(KINDS).find((kind) => releases.some(({ type }) => type === kind))

const item = (summary) => `- ${summary.trim().split('\n').join('\n  ')}`.replace(/^ +$/gm, '')
