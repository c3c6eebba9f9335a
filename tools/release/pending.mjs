// For the release's workflow: whether there are changesets, as a line of a job's outputs.

import { familyIn } from './family.mjs'
import { planOf } from './plan.mjs'
import { root } from './run.mjs'
import { main } from './stop.mjs'

await main(async () => {
  const { changesets } = await planOf(root, familyIn(root))
  console.log(`pending=${changesets.length > 0}`)
})
