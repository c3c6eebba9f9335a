// For the release's workflow, after `pnpm release`: pushes the tags and makes GitHub's release, with the Insomnia plugin
// and the command line as files. Does nothing if there is one.

import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { assets } from './assets.mjs'
import { notesOf } from './changelog.mjs'
import { familyIn } from './family.mjs'
import { gh, push } from './github.mjs'
import { read, root } from './run.mjs'
import { main } from './stop.mjs'
import { tag } from './tag.mjs'

await main(async () => {
  const [{ version }] = familyIn(root)
  const name = `v${version}`

  if (read('gh', 'release', 'view', name).status === 0) console.log(`${name} has a release already.`)
  else {
    push(...tag(version))
    const files = await assets(mkdtempSync(join(tmpdir(), 'countersign-assets-')))
    gh(
      'release',
      'create',
      name,
      '--verify-tag',
      '--title',
      version,
      '--notes',
      notesOf(root, version),
      ...files,
    )
  }
})
