import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NAMES } from '@countersign/tools-pack/config'
import { readAsync } from './run.mjs'
import { Stop } from './stop.mjs'

const PATIENCE = ['--fetch-retries=1', '--fetch-retry-mintimeout=1000', '--fetch-timeout=30000']

const at = (registry) => (registry ? [`--registry=${registry}`, `--${NAMES.scope}:registry=${registry}`] : [])

export const called = (registry) => registry ?? "npm's default registry"

/** Which of the family the registry has at a version: name → the integrity of its tarball. */
export async function published(family, version, registry) {
  // npm would take what it remembers for the word of a registry that is not there.
  const cache = mkdtempSync(join(tmpdir(), 'countersign-cache-'))
  const ask = async ({ name }) => [name, await integrityOf(name, version, registry, cache)]
  const found = await Promise.all(family.map(ask)).finally(() =>
    rmSync(cache, { recursive: true, force: true }),
  )
  return new Map(found.filter(([, integrity]) => integrity !== undefined))
}

async function integrityOf(name, version, registry, cache) {
  const words = [
    'view',
    `${name}@${version}`,
    'dist.integrity',
    '--json',
    `--cache=${cache}`,
    ...PATIENCE,
    ...at(registry),
  ]
  const { status, stdout, stderr } = await readAsync('npm', ...words)
  // npm prints nothing if the package is there, and this version is not.
  if (status === 0) return stdout.trim() ? JSON.parse(stdout) : undefined
  if (/\bE404\b/.test(stderr + stdout)) return undefined
  throw new Stop(
    `${called(registry)} does not say whether it has ${name}@${version}: ${reason(stderr, stdout)} Nothing more was ` +
      'published. Check the address, and that you are logged in (npm login), then run the same command again.',
  )
}

const reason = (stderr, stdout) =>
  (stderr.trim() || stdout.trim())
    .split('\n')
    .map((line) => line.replace(/^npm (error|ERR!) ?/, ''))
    .filter((line) => line.trim() && !/complete log/.test(line))
    .slice(0, 3)
    .join(' ')

/** The words of `npm publish` for a tarball. */
export function publishWords(tarball, version, { registry, provenance }) {
  const tag = version.includes('-') ? 'next' : 'latest'
  return [
    'publish',
    tarball,
    '--access=public',
    '--loglevel=warn',
    `--tag=${tag}`,
    ...(provenance ? ['--provenance'] : []),
    ...at(registry),
  ]
}
