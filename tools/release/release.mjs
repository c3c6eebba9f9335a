// `pnpm release`: builds, makes the examples, tests, versions, packs and publishes. docs/releasing.md is the checklist.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readConfig } from '@countersign/tools-pack/config'
import { familyIn } from './family.mjs'
import { checkGoModule, checkNames } from './names.mjs'
import { optionsIn, USAGE } from './options.mjs'
import { pack } from './pack.mjs'
import { planOf } from './plan.mjs'
import { publish } from './publish.mjs'
import { called, published } from './registry.mjs'
import { git, pnpm, root, runPnpm, show } from './run.mjs'
import { Stop } from './stop.mjs'
import { tag } from './tag.mjs'
import { checkCarriers, version, write } from './version.mjs'

const AGAIN = 'Mend it, commit it, then run the release again.'

async function release(options) {
  checkClean('Commit or remove it, then run the release again.')
  const plan = await planOf(root, familyIn(root))
  if (options.versionOnly) return write(plan)
  checkNames(config(), options.registry)
  checkGoModule(config(), readFileSync(join(root, 'packages/xk6/go.mod'), 'utf8'))
  if (await isOut(plan, options)) return console.log(`${plan.version} is out already: nothing to do.`)
  console.log(`Releasing ${plan.version} to ${called(options.registry)}${options.dryRun ? ' (dry run)' : ''}`)
  makeAndTest(options)
  await publishAll(plan, options)
}

function makeAndTest({ skipTests }) {
  step('build')
  runPnpm(['run', 'build'], AGAIN)
  step('examples')
  runPnpm(['run', 'examples'], AGAIN)
  checkClean(
    'The examples were not up to date and have been written again. Commit them, then run the release again.',
  )
  if (skipTests) return
  step('test')
  if (show(...pnpm, 'run', 'test') !== 0) throw new Stop(`Tests failed; the reasons are above. ${AGAIN}`)
  checkClean('The tests wrote it. Mend that, then run the release again.')
}

async function publishAll(plan, options) {
  step('version')
  const current = familyIn(root)[0].version
  if (options.dryRun && current !== plan.version)
    console.log(`Would become ${plan.version}; packing ${current}.`)
  if (options.dryRun) checkCarriers(current)
  else version(plan)
  const packing = options.dryRun ? current : plan.version
  step('pack')
  const packed = await pack(familyIn(root), packing)
  step('publish')
  await publish(packed, packing, options)
  if (options.dryRun) return console.log('Dry run: nothing was published.')
  const tags = tag(plan.version)
  console.log(`\n${plan.version} is out: ${packed.length} packages on ${called(options.registry)}.`)
  console.log(`Tagged. To push: git push origin HEAD ${tags.join(' ')}`)
}

/** @returns whether all of it is out, and that is fine; half of it is what a rerun completes */
async function isOut({ version }, { registry, ifNew }) {
  const family = familyIn(root)
  const there = await published(family, version, registry)
  if (there.size === family.length && ifNew) return true
  if (there.size === family.length)
    throw new Stop(
      `${version} is on ${called(registry)} already, all ${family.length} packages of it. Describe what has changed since ` +
        'with "npx -y pnpm@12.21.0 changeset", commit that, then run the release again.',
    )
  if (there.size > 0)
    console.log(`${there.size} of ${family.length} packages are out already; the others follow.`)
  return false
}

function checkClean(advice) {
  const changes = git('status', '--porcelain')
  if (changes !== '') throw new Stop(`The work tree differs from the last commit:\n${changes}\n${advice}`)
}

function config() {
  try {
    return readConfig()
  } catch (thrown) {
    throw new Stop(thrown.message)
  }
}

const step = (name) => console.log(`\n— ${name}`)

try {
  const options = optionsIn(process.argv.slice(2))
  if (options.help) console.log(USAGE)
  else await release(options)
} catch (thrown) {
  if (!(thrown instanceof Stop)) throw thrown
  console.error(`\n${thrown.message}`)
  process.exitCode = 1
}
