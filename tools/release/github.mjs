import { git, read } from './run.mjs'
import { Stop } from './stop.mjs'

const BOT = ['github-actions[bot]', '41898282+github-actions[bot]@users.noreply.github.com']

/** GitHub's command line, which its runners have. @returns what it printed */
export function gh(...words) {
  const { status, stdout, stderr, error } = read('gh', ...words)
  if (status !== 0)
    throw new Stop(`gh ${words.slice(0, 2).join(' ')} failed: ${error?.message ?? stderr.trim()}`)
  return stdout.trim()
}

/** Commits are the workflow's own. */
export function asBot() {
  git('config', 'user.name', BOT[0])
  git('config', 'user.email', BOT[1])
}

/** Pushes with the token of the step: the checkout keeps none, for the tests and builds that ran since. */
export function push(...words) {
  gh('auth', 'setup-git')
  git('push', '--quiet', 'origin', ...words)
}
