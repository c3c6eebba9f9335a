import { renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { familyIn } from '@countersign/tools-release/family'
import { planOf } from '@countersign/tools-release/plan'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { Scratch } from './scratch.js'

const clone = new Scratch()
afterAll(() => {
  for (const folder of [clone.folder, clone.origin]) rmSync(folder, { recursive: true, force: true })
})

const branch = () => clone.check("checkBranch('main')")
const tags = (commits = false) => clone.check(`checkTags(['v0.1.0', 'packages/xk6/v0.1.0'], ${commits})`)

describe('The branch', () => {
  beforeEach(() => clone.reset())

  it('is main, at the newest commit, or one that is not pushed yet', () => {
    expect(branch()).toBe('')
    clone.commit()
    expect(branch()).toBe('')
  })

  it('another branch, or none, is told how to come to main', () => {
    clone.git('switch', '--quiet', '--create', 'other')
    expect(branch()).toMatch(/^Releases are made from main, and this is other: git switch main, then run/)
    clone.git('switch', '--quiet', '--detach', 'main')
    expect(branch()).toContain('and no branch is checked out: git switch main')
  })

  it('a clone that is behind is told to pull, whether it has fetched or not', () => {
    clone.commit()
    clone.git('push', '--quiet', 'origin', 'main')
    clone.git('reset', '--quiet', '--hard', 'HEAD~')
    expect(branch()).toMatch(/^origin has commits on main that this clone does not: git pull --ff-only/)
    clone.git('update-ref', '-d', 'refs/remotes/origin/main')
    clone.git('reflog', 'expire', '--expire=now', '--all')
    clone.git('prune', '--expire=now')
    expect(branch()).toMatch(/^origin has commits on main/)
  })

  it('an origin that cannot be asked stops it, and none does not', () => {
    clone.git('remote', 'set-url', 'origin', `${clone.origin}.gone`)
    expect(branch()).toMatch(/^origin does not say what it has: [\s\S]*then run the release again\.$/)
    clone.git('remote', 'rename', 'origin', 'other')
    expect(branch()).toBe('')
    clone.git('remote', 'rename', 'other', 'origin')
    clone.git('remote', 'set-url', 'origin', clone.origin)
  })

  it('whoever commits is known before anything is built', () => {
    const { PATH, SystemRoot } = process.env
    clone.git('config', 'user.useConfigOnly', 'true')
    clone.git('config', '--unset', 'user.email')
    expect(clone.check("checkBranch('main')", { PATH, SystemRoot })).toMatch(
      /^git does not know who commits: git config user\.name/,
    )
    clone.git('config', 'user.email', 'owner@users.noreply.example')
  })
})

describe('The tags', () => {
  beforeEach(() => clone.reset())

  it('may stand at the commit that is released, and nowhere else', () => {
    expect(tags()).toBe('')
    clone.git('tag', '--annotate', '--message', 'x', 'v0.1.0')
    expect(tags()).toBe('')
    expect(tags(true)).toMatch(/^The tag v0\.1\.0 exists already, at [0-9a-f]{10}.*git tag --delete v0\.1\.0/)
    clone.commit()
    expect(tags()).toContain('The tag v0.1.0 exists already')
  })

  it('are looked for at origin, too: a shallow clone has none', () => {
    clone.git('push', '--quiet', 'origin', 'HEAD:refs/tags/packages/xk6/v0.1.0')
    expect(tags()).toBe('')
    clone.commit()
    expect(tags()).toMatch(/git push origin --delete refs\/tags\/packages\/xk6\/v0\.1\.0, then run/)
  })
})

describe('The folder', () => {
  it('must be a clone, not the files of an archive', () => {
    renameSync(`${clone.folder}/.git`, `${clone.origin}.away`)
    const { status, stderr } = clone.node(['tools/release/release.mjs', '--dry-run'])
    renameSync(`${clone.origin}.away`, `${clone.folder}/.git`)
    expect([status, stderr.trim()]).toEqual([
      1,
      'A release is made from a clone, and this folder is not one. Clone the repository with git, and release from there.',
    ])
  })

  it('git must be there', () => {
    const { status, stderr } = clone.node(['tools/release/release.mjs', '--dry-run'], { PATH: '' })
    expect([status, stderr.trim()]).toEqual([1, 'The release needs git, and it is not on the PATH.'])
  })
})

describe('A changeset', () => {
  const plan = (text: string) => {
    clone.write('.changeset/news.md', text)
    return planOf(clone.folder, familyIn(clone.folder))
  }

  it.each([
    ['a package that does not exist', '---\n"nobody": patch\n---\n\nNews.\n', 'news for package nobody'],
    [
      'a private package beside another',
      '---\n"countersign": patch\n"@countersign/xk6": patch\n---\n\nNews.\n',
      'xk6',
    ],
    ['no package', 'News.\n', 'missing or invalid frontmatter'],
    ['a change of no kind', '---\n"countersign": huge\n---\n\nNews.\n', 'invalid version type "huge"'],
    ['nothing that has changed', '---\n"countersign": patch\n---\n', 'news.md does not say what has changed'],
  ])('that names %s is refused', async (_, text, message) => {
    await expect(plan(text)).rejects.toThrow(message)
    await expect(plan(text)).rejects.toThrow('Commit that, then run the release again.')
  })

  it('that releases nothing asks for no version', async () => {
    expect((await plan('---\n---\n\nOnly tests.\n')).changesets).toEqual([])
    expect(await plan('---\n"countersign": minor\n---\n\nNews.\n')).toMatchObject({ version: '0.2.0' })
  })

  it('that names a private package ends the workflow without a stack', () => {
    clone.write('.changeset/news.md', '---\n"@countersign/xk6": patch\n---\n\nNews.\n')
    const { status, stderr, stdout } = clone.node(['tools/release/pending.mjs'])
    expect([status, stdout, stderr.trim()]).toEqual([
      1,
      '',
      '.changeset/news.md names @countersign/xk6, which is not published. Name countersign: all packages have one ' +
        'version. Commit that, then run the release again.',
    ])
  })
})

it('packages of different versions are not released together', async () => {
  const [core, ...others] = familyIn(clone.folder)
  const family = [core, ...others.map((one) => ({ ...one, version: '0.0.9' }))]
  rmSync(join(clone.folder, '.changeset/news.md'), { force: true })
  await expect(planOf(clone.folder, family)).rejects.toThrow(/core would be 0\.1\.0 and countersign 0\.0\.9/)
})
