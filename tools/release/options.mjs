import { parseArgs } from 'node:util'
import { Stop } from './stop.mjs'

export const USAGE = `Usage: pnpm release [options]

Builds, makes the examples, tests, versions, packs and publishes; docs/releasing.md is the checklist.

  --registry URL  where to publish to; without it, npm's default registry
  --dry-run       everything except versioning, publishing and tagging
  --skip-tests    if they have just passed on this commit
  --if-new        exit status 0 if this version is out already: for a job that runs on each push
  --provenance    have npm attest where the packages were built: in GitHub Actions only
  --version-only  only versions, without a commit: for the pull request of the next version
  --help`

const OPTIONS = {
  registry: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
  'skip-tests': { type: 'boolean', default: false },
  'if-new': { type: 'boolean', default: false },
  provenance: { type: 'boolean', default: false },
  'version-only': { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
}

export function optionsIn(args) {
  const values = parsed(args)
  return {
    registry: values.registry === undefined ? undefined : addressIn(values.registry),
    dryRun: values['dry-run'],
    skipTests: values['skip-tests'],
    ifNew: values['if-new'],
    provenance: values.provenance,
    versionOnly: values['version-only'],
    help: values.help,
  }
}

function parsed(args) {
  try {
    return parseArgs({ args: args.filter((word) => word !== '--'), options: OPTIONS }).values
  } catch (thrown) {
    throw new Stop(`${thrown.message}\n\n${USAGE}`)
  }
}

function addressIn(text) {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url && /^https?:$/.test(url.protocol) && !url.username) return url.href
  throw new Stop('--registry takes an address like http://127.0.0.1:4873, without a user name in it.')
}
