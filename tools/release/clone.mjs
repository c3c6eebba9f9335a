// What a clone must be for a release to be made from it, and for the rest of the world to get the same.

import { resolve } from 'node:path'
import { git, read, root } from './run.mjs'
import { Stop } from './stop.mjs'

const AGAIN = 'then run the release again.'

/** A clone of this repository, not a folder of its files. */
export function checkIsClone() {
  const { status, stdout, error } = read('git', 'rev-parse', '--show-toplevel')
  if (!error && status === 0 && resolve(stdout.trim()) === resolve(root)) return
  throw new Stop(
    error
      ? 'The release needs git, and it is not on the PATH.'
      : 'A release is made from a clone, and this folder is not one. Clone the repository with git, and release from there.',
  )
}

/** Everything is committed. */
export function checkClean(advice) {
  const changes = git('status', '--porcelain')
  if (changes !== '') throw new Stop(`The work tree differs from the last commit:\n${changes}\n${advice}`)
}

/** The newest commit of the branch, which whoever releases can add to. */
export function checkBranch(branch) {
  const current = git('branch', '--show-current')
  if (current !== branch)
    throw new Stop(
      `Releases are made from ${branch}, and ${current ? `this is ${current}` : 'no branch is checked out'}: ` +
        `git switch ${branch}, ${AGAIN}`,
    )
  checkAuthor()
  const newest = remote(`refs/heads/${branch}`).get(`refs/heads/${branch}`)
  if (newest && !isInHistory(newest))
    throw new Stop(
      `origin has commits on ${branch} that this clone does not: git pull --ff-only (--rebase if both have), ${AGAIN}`,
    )
}

function checkAuthor() {
  const { status } = read('git', 'var', 'GIT_COMMITTER_IDENT')
  if (status === 0) return
  throw new Stop(
    `git does not know who commits: git config user.name "Your Name", git config user.email you@HOST, ${AGAIN}`,
  )
}

/** Fails too if the commit is not here at all. */
const isInHistory = (commit) => read('git', 'merge-base', '--is-ancestor', commit, 'HEAD').status === 0

/**
 * The tags are free, or stand at the commit that is released, here and at origin.
 * @param commits whether the release is to be a commit that does not exist yet
 */
export function checkTags(tags, commits) {
  const head = git('rev-parse', 'HEAD')
  const there = remote(...tags.flatMap((name) => [`refs/tags/${name}`, `refs/tags/${name}^{}`]))
  for (const name of tags) {
    const at = there.get(`refs/tags/${name}^{}`) ?? there.get(`refs/tags/${name}`)
    const local = read('git', 'rev-parse', '--verify', '--quiet', `refs/tags/${name}^{commit}`).stdout.trim()
    const [commit, remove] = local
      ? [local, `git tag --delete ${name}`]
      : [at, `git push origin --delete refs/tags/${name}`]
    if (commit && (commits || commit !== head))
      throw new Stop(
        `The tag ${name} exists already, at ${commit.slice(0, 10)}, and the packages of that version are not out. If ` +
          `nobody uses it: ${remove}, ${AGAIN} If that version was released, change the version of the packages first.`,
      )
  }
}

/** Names → commits that origin has. None if there is no origin. */
function remote(...refs) {
  if (!git('remote').split('\n').includes('origin')) return new Map()
  const { status, stdout, stderr } = read('git', 'ls-remote', 'origin', ...refs)
  if (status !== 0)
    throw new Stop(
      `origin does not say what it has: ${stderr.trim()}\nMend its address or the network, ${AGAIN}`,
    )
  return new Map(
    stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => line.split('\t').reverse()),
  )
}
