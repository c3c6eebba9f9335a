import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { carriersIn } from './carriers.mjs'
import { addToChangelog } from './changelog.mjs'
import { packagesIn } from './family.mjs'
import { git, read, root, runPnpm } from './run.mjs'
import { checkpoint, Stop } from './stop.mjs'

/** Applies the changesets, writes what carries the version, and commits it. */
export async function version(plan) {
  try {
    await write(plan)
    commit(`Release ${plan.version}`)
  } catch (thrown) {
    // The tree was clean, so nothing but this step's own is lost: it can be started again.
    git('reset', '--quiet', '--hard')
    git('clean', '--quiet', '-d', '--force')
    throw thrown
  }
}

function commit(message) {
  if (git('status', '--porcelain') === '') return
  git('add', '--all')
  git('commit', '--quiet', '--message', message)
  console.log(`Committed: ${message}`)
}

/** As `version`, without the commit: for the pull request of the next version. */
export async function write(plan) {
  if (plan.changesets.length > 0) applyChangesets(plan)
  stampExtension(plan.version)
  await checkpoint()
  if (git('status', '--porcelain') !== '') rebuild()
  await checkpoint()
  checkCarriers(plan.version)
}

function applyChangesets(plan) {
  const { status, stdout, stderr } = read('npx', '--no-install', 'changeset', 'version')
  if (status !== 0) throw new Stop(`changeset version failed: ${stdout}${stderr}`)
  addToChangelog(root, plan)
}

/** The extension's package carries the version too, for its Go module; changesets leaves alone what is private. */
function stampExtension(version) {
  const { folder, manifest } = packagesIn(root).find(({ manifest: { name } }) => name === '@countersign/xk6')
  if (manifest.version === version) return
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify({ ...manifest, version }, null, 2)}\n`)
}

/** The lockfile has the ranges of the packages, and built files have the version; `examples` builds. */
function rebuild() {
  runPnpm(['install', '--no-frozen-lockfile'])
  runPnpm(['run', 'examples'])
}

export function checkCarriers(version) {
  const other = carriersIn(root).find((one) => one.version !== version)
  if (!other) return
  throw new Stop(
    `${other.where} says ${other.version}, and the release is ${version}. Build again, or mend the file.`,
  )
}
