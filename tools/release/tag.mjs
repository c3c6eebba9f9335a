import { git } from './run.mjs'

/** The release's tag, and the Go module's, whose tags start with its folder. */
export const tagsOf = (version) => [`v${version}`, `packages/xk6/v${version}`]

/** Sets those that are not there; whether they may be was checked before. @returns their names */
export function tag(version) {
  const there = git('tag', '--list').split('\n')
  for (const name of tagsOf(version)) if (!there.includes(name)) git('tag', name)
  return tagsOf(version)
}
