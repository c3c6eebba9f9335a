import { git } from './run.mjs'

/** The release's tag, and the Go module's, whose tags start with its folder. @returns their names */
export function tag(version) {
  const tags = [`v${version}`, `packages/xk6/v${version}`]
  const there = git('tag', '--list').split('\n')
  for (const name of tags) if (!there.includes(name)) git('tag', name)
  return tags
}
