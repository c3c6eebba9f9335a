// `pnpm release`: builds, makes the examples, tests, versions, packs and publishes. docs/releasing.md is the checklist.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readConfig } from '@countersign/tools-pack/config'
import { checkBranch, checkClean, checkIsClone, checkTags } from './clone.mjs'
import { familyIn } from './family.mjs'
import { checkGoModule, checkNames } from './names.mjs'
import { optionsIn, USAGE } from './options.mjs'
import { pack } from './pack.mjs'
import { planOf } from './plan.mjs'
import { publish } from './publish.mjs'
import { called, published } from './registry.mjs'
import { git, pnpm, root, runPnpm, show } from './run.mjs'
import { checkpoint, main, Stop } from './stop.mjs'
import { tag, tagsOf } from './tag.mjs'
import { checkCarriers, version, write } from './version.mjs'

/** As .changeset/config.json and the workflows have it. */
const BRANCH = 'main'
const AGAIN = 'Mend it, commit it, then run the release again.'

async function release(options) {
  checkIsClone()
  checkClean('Commit or remove it, then run the release again.')
  const plan = await planOf(root, familyIn(root))
  if (options.versionOnly) return write(plan)
  checkNames(config(), options.registry)
  checkGoModule(config(), readFileSync(join(root, 'packages/xk6/go.mod'), 'utf8'))
  const there = await published(familyIn(root), plan.version, options.registry)
  if (isOut(plan, there, options)) return console.log(`${plan.version} is out already: nothing to do.`)
  // A job of a workflow has the commit that it was started for; half a release is completed from its own.
  if (!options.dryRun && !options.ifNew && there.size === 0) checkBranch(BRANCH)
  if (!options.dryRun) checkTags(tagsOf(plan.version), plan.changesets.length > 0)
  console.log(`Releasing ${plan.version} to ${called(options.registry)}${options.dryRun ? ' (dry run)' : ''}`)
  await makeAndTest(options)
  await publishAll(plan, options)
}

async function makeAndTest({ skipTests }) {
  await step('build')
  runPnpm(['run', 'build'], AGAIN)
  await step('examples')
  runPnpm(['run', 'examples'], AGAIN)
  checkClean(
    'The examples were not up to date and have been written again. Commit them, then run the release again.',
  )
  if (skipTests) return
  await step('test')
  if (show(...pnpm, 'run', 'test') !== 0) throw new Stop(`Tests failed; the reasons are above. ${AGAIN}`)
  checkClean('The tests wrote it. Mend that, then run the release again.')
}

async function publishAll(plan, options) {
  await step('version')
  const current = familyIn(root)[0].version
  if (options.dryRun && current !== plan.version)
    console.log(`Would become ${plan.version}; packing ${current}.`)
  if (options.dryRun) checkCarriers(current)
  else await version(plan)
  const packing = options.dryRun ? current : plan.version
  await step('pack')
  const packed = await pack(familyIn(root), packing)
  await step('publish')
  await publish(packed, packing, options)
  if (options.dryRun) return console.log('Dry run: nothing was published.')
  const tags = tag(plan.version)
  console.log(`\n${plan.version} is out: ${packed.length} packages on ${called(options.registry)}.`)
  const commit = git('branch', '--show-current') === '' ? [] : ['HEAD']
  console.log(`Tagged. To push: git push origin ${[...commit, ...tags].join(' ')}`)
}

/** @returns whether all of it is out, and that is fine; half of it is what a rerun completes */
function isOut({ version }, { size }, { registry, ifNew }) {
  const { length } = familyIn(root)
  if (size === length && ifNew) return true
  if (size === length)
    throw new Stop(
      `${version} is on ${called(registry)} already, all ${length} packages of it. Describe what has changed since ` +
        `with "npx -y pnpm@12.21.0 changeset", commit that, then run the release again.${untagged(version)}`,
    )
  if (size > 0) console.log(`${size} of ${length} packages are out already; the others follow.`)
  return false
}

/** For a release that was stopped after its last package. */
function untagged(version) {
  const there = git('tag', '--list').split('\n')
  const missing = tagsOf(version).filter((name) => !there.includes(name))
  if (missing.length === 0) return ''
  const tagged = missing.map((name) => `git tag ${name} COMMIT`).join(' && ')
  return ` If it has no tags yet ("git fetch --tags" gets them), tag the commit that was released: ${tagged}`
}

function config() {
  try {
    return readConfig()
  } catch (thrown) {
    throw new Stop(thrown.message)
  }
}

async function step(name) {
  await checkpoint()
  console.log(`\n— ${name}`)
}

await main(async () => {
  const options = optionsIn(process.argv.slice(2))
  if (options.help) console.log(USAGE)
  else await release(options)
})
