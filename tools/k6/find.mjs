import { spawnSync } from 'node:child_process'
import { buildK6, builds, builtK6 } from './build.mjs'

export { buildK6, builtK6 }

const numbers = (version) => version.split('.').map(Number)

/** Whether a version is of that major and at least the one that the project builds. */
function suits(version, major) {
  const [have, need] = [numbers(version), numbers(builds[major].version)]
  const at = need.findIndex((part, index) => part !== have[index])
  return have[0] === need[0] && (at < 0 || have[at] > need[at])
}

/** The version of the k6 on the PATH. */
function onPath() {
  const { status, stdout } = spawnSync('k6', ['version'], { encoding: 'utf8' })
  return status === 0 ? /v(\d+\.\d+\.\d+)/.exec(stdout)?.[1] : undefined
}

/** k6 without building it: the one on the PATH if it is new enough, else the built one. */
export function findK6(major = 2) {
  const version = onPath()
  return version && suits(version, major) ? 'k6' : builtK6(major)
}

/** k6, built if that is needed. @throws {Error} in one line, if it cannot be had */
export async function needK6(major = 2) {
  return findK6(major) ?? (await buildK6(major))
}
