import { called, published, publishWords } from './registry.mjs'
import { show } from './run.mjs'
import { checkpoint, Stop } from './stop.mjs'

/** Publishes what the registry lacks, dependencies first, so that what is out can always be installed. */
export async function publish(packed, version, options) {
  const missing = await lacking(packed, version, options)
  for (const [index, one] of missing.entries()) {
    await checkpoint()
    if (options.dryRun) {
      console.log(`Would publish ${one.name}@${version} (${Math.ceil(one.size / 1000)} KB)`)
      continue
    }
    console.log(`Publishing ${one.name}@${version} …`)
    if (show('npm', ...publishWords(one.file, version, options)) !== 0)
      throw new Stop(refused(packed, missing, index, version, options))
  }
}

/** What is out already must be what was packed now: half of a release is never completed with another's other half. */
async function lacking(packed, version, { registry }) {
  const there = await published(packed, version, registry)
  const other = packed.find(({ name, integrity }) => there.has(name) && there.get(name) !== integrity)
  if (other)
    throw new Stop(
      `${other.name}@${version} is on ${called(registry)} already, with different contents from those packed now. ` +
        'A version cannot be replaced. To complete a release, check out its commit, with the same version of Node; to ' +
        'release what has changed since, describe it with "npx -y pnpm@12.21.0 changeset" and commit that.',
    )
  return packed.filter(({ name }) => !there.has(name))
}

function refused(packed, missing, index, version, { registry }) {
  const { name } = missing[index]
  const out = packed.length - missing.length + index
  return (
    `${called(registry)} did not take ${name}@${version}; npm says above why. ${out} of ${packed.length} packages are ` +
    'published. Put right what npm says (npm login, if you are not logged in), then run the same command again: it ' +
    `continues with ${name}.`
  )
}
