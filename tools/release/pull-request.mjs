// For the release's workflow, after `pnpm release --version-only`: commits what it wrote to a branch, and opens or
// updates the pull request of the next version.

import { notesOf } from './changelog.mjs'
import { familyIn } from './family.mjs'
import { asBot, gh, push } from './github.mjs'
import { git, root } from './run.mjs'
import { main } from './stop.mjs'

const BRANCH = 'release/next'

await main(async () => {
  const [{ version }] = familyIn(root)
  const title = `Release ${version}`
  const body = `Merging this releases ${version}.\n\n${notesOf(root, version)}`

  asBot()
  git('switch', '--force-create', BRANCH)
  git('add', '--all')
  git('commit', '--quiet', '--message', title)
  push('--force', BRANCH)
  const isOpen =
    JSON.parse(gh('pr', 'list', '--head', BRANCH, '--state', 'open', '--json', 'number')).length > 0
  if (isOpen) gh('pr', 'edit', BRANCH, '--title', title, '--body', body)
  else gh('pr', 'create', '--head', BRANCH, '--base', 'main', '--title', title, '--body', body)
})
