import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { carriersIn } from '@countersign/tools-release/carriers'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Clone, type Ended } from './clone.js'
import { Registry } from './registry.js'

const scratch = mkdtempSync(join(tmpdir(), 'countersign-rehearsal-'))
const UNCLAIMED = {
  repository: '',
  site: '',
  npm: { cli: '', scope: '', insomniaPlugin: '' },
  goModule: '',
}
let registry: Registry
let clone: Clone

const release = (...words: string[]): Promise<Ended> => interrupted(undefined, ...words)

const interrupted = (until: string | undefined, ...words: string[]): Promise<Ended> =>
  clone.pnpm(
    ['release', '--registry', registry.url, ...words],
    { npm_config_userconfig: registry.userConfig },
    until,
  )

/** Tries what `work` commits, and goes back. */
async function trying(work: () => Promise<void>): Promise<void> {
  const before = clone.git('rev-parse', 'HEAD')
  try {
    await work()
  } finally {
    clone.git('reset', '--quiet', '--hard', before)
  }
}

beforeAll(async () => {
  registry = await Registry.install(join(scratch, 'registry'))
  await registry.start('@countersign/page')
  await registry.login()
  clone = new Clone(join(scratch, 'clone'))
  // Nothing of a rehearsal may reach a real registry, whatever the owner has claimed.
  clone.commit('release.config.json', `${JSON.stringify(UNCLAIMED, null, 2)}\n`)
  // The tests are what runs this one: here it matters that they run, when, and what happens if they fail.
  clone.amend('package.json', ({ scripts }) =>
    Object.assign(scripts, { test: 'node -e "console.log(\'tested\')"' }),
  )
  const { status, output } = await clone.pnpm(['install', '--frozen-lockfile'])
  expect(status, output).toBe(0)
})

afterAll(async () => {
  await registry?.stop()
  rmSync(scratch, { recursive: true, force: true })
})

it('without --registry nothing is published while the names are not claimed', async () => {
  const { status, output } = await clone.pnpm(['release'])
  expect(output).toContain('docs/releasing.md starts with claiming the names')
  expect(status).toBe(1)
})

it('a dirty tree stops it, and it names what is not committed', async () => {
  clone.write('stray.txt', '')
  const { status, output } = await release()
  expect(output).toContain('?? stray.txt\nCommit or remove it')
  expect(status).toBe(1)
  rmSync(join(clone.folder, 'stray.txt'))
})

it('a package that its build left incomplete stops it before anything is published', () =>
  trying(async () => {
    clone.amend('packages/cli/package.json', ({ scripts }) =>
      Object.assign(scripts, {
        build: 'rm -rf dist && tsc -p tsconfig.json && node dist/standalone/copy-extension.js',
      }),
    )
    const { status, output } = await release()
    expect(output).toMatch(/countersign is not built: .*countersign\.1/)
    expect(output).not.toContain('Publishing')
    expect(status).toBe(1)
  }))

it('tests that fail stop it before anything is versioned', () =>
  trying(async () => {
    clone.amend('package.json', ({ scripts }) =>
      Object.assign(scripts, { test: 'node -e "process.exit(1)"' }),
    )
    const { status, output } = await release()
    expect(output).toContain('Tests failed')
    expect(output).not.toContain('— version')
    expect(status).toBe(1)
  }))

it('a dry run publishes nothing', async () => {
  const { status, output } = await release('--dry-run')
  expect(output).toContain('Would publish countersign@0.1.0')
  expect(output).toContain('Dry run: nothing was published.')
  expect(status).toBe(0)
  expect((await fetch(`${registry.url}countersign`)).status).toBe(404)
})

it('a registry that refuses half-way stops it, and says with which package a rerun continues', async () => {
  const { status, output } = await release()
  expect(output.match(/^— \w+|^tested$/gm)).toEqual([
    '— build',
    '— examples',
    '— test',
    'tested',
    '— version',
    '— pack',
    '— publish',
  ])
  expect(output).toMatch(/did not take @countersign\/page@0\.1\.0.*\d+ of 14 packages are\s+published/)
  expect(output).toContain('it continues with @countersign/page')
  expect(status).toBe(1)
  expect(clone.git('tag')).toBe('')
})

it('half a release is not completed with the other half of another one', () =>
  trying(async () => {
    await registry.start()
    clone.commit('packages/hosts/README.md', 'Changed.\n')
    const { status, output } = await release()
    expect(output).toContain('@countersign/hosts@0.1.0 is on')
    expect(output).toContain('with different contents')
    expect(status).toBe(1)
  }))

it('Ctrl-C between two packages stops it, and nothing is left half done', async () => {
  const { output } = await interrupted('Publishing @countersign/page@0.1.0')
  expect(output).toContain('Interrupted by SIGINT. What is published stays so')
  expect(output).not.toContain('0.1.0 is out')
  expect(clone.git('tag')).toBe('')
  expect(clone.git('status', '--porcelain')).toBe('')
})

it('a rerun publishes what is missing, and tags', async () => {
  const { status, output } = await release()
  expect(output).not.toContain('Publishing @countersign/core@')
  expect(output).toContain('0.1.0 is out: 14 packages')
  expect(status).toBe(0)
  expect(clone.git('tag').split('\n')).toEqual(['packages/xk6/v0.1.0', 'v0.1.0'])
  expect(clone.git('status', '--porcelain')).toBe('')
})

it('half of a release is completed from its own commit, all else is released from main', async () => {
  clone.git('switch', '--quiet', '--create', 'other')
  clone.commit('.changeset/other.md', '---\n"countersign": patch\n---\n\nOther.\n')
  const { status, output } = await release()
  expect(output).toContain('Releases are made from main, and this is other: git switch main')
  expect(status).toBe(1)
  clone.git('switch', '--quiet', 'main')
})

it('a version that is out stops it, except with --if-new', async () => {
  const again = await release()
  expect(again.output).toContain('0.1.0 is on')
  expect(again.output).toContain('pnpm@12.21.0 changeset')
  expect(again.status).toBe(1)
  expect((await release('--if-new')).status).toBe(0)
})

it('a changeset makes the next version, the same one everywhere', async () => {
  clone.commit('.changeset/news.md', '---\n"countersign": minor\n---\n\nSomething that people read.\n')
  const { status, output } = await release()
  expect(output).toContain('0.2.0 is out: 14 packages')
  expect(status).toBe(0)
  expect(clone.git('log', '-1', '--format=%s')).toBe('Release 0.2.0')
  expect(clone.text('CHANGELOG.md')).toMatch(
    /^# Changelog\n\n## 0\.2\.0\n\n### New\n\n- Something that people read\.\n\n## 0\.1\.0\n/,
  )
  expect(carriersIn(clone.folder).filter((one: { version: string }) => one.version !== '0.2.0')).toEqual([])
})

it('a registry that is not there stops it at once', async () => {
  await registry.stop()
  clone.commit('.changeset/more.md', '---\n"countersign": patch\n---\n\nMore.\n')
  const { status, output } = await release()
  expect(output).toContain('does not say whether it has')
  expect(output).toContain('ECONNREFUSED')
  expect(status).toBe(1)
  await registry.start()
})

it('what was published installs in an empty folder, and signs', () => {
  const folder = join(scratch, 'reader')
  mkdirSync(folder)
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
  const env = { ...process.env, npm_config_userconfig: registry.userConfig }
  const words = [
    'install',
    '--no-audit',
    '--no-fund',
    `--registry=${registry.url}`,
    'countersign',
    'insomnia-plugin-countersign',
  ]
  execFileSync('npm', words, { cwd: folder, env })
  const countersign = (...line: string[]) =>
    execFileSync('npx', ['--no-install', 'countersign', ...line], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...env, INQUD_TOKEN_ID: 'id', INQUD_TOKEN_SECRET: 'secret' },
    })
  expect(countersign('--version').trim()).toBe('0.2.0')
  expect(countersign('sign', 'GET', 'https://api.inqud.com/v1/user')).toContain('id')
  const plugin = JSON.parse(
    execFileSync('npm', ['ls', 'insomnia-plugin-countersign', '--json'], { cwd: folder, encoding: 'utf8' }),
  )
  expect(plugin.dependencies['insomnia-plugin-countersign'].version).toBe('0.2.0')
})
