// release.config.json: the addresses and names that the owner of the project has claimed. What is empty is printed nowhere.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const FILE = new URL('../../release.config.json', import.meta.url)

const nameOf = (folder) =>
  JSON.parse(readFileSync(new URL(`../../packages/${folder}/package.json`, import.meta.url), 'utf8')).name

/** The names that are published, by their field in `npm`: as the package.json files have them. */
export const NAMES = {
  cli: nameOf('cli'),
  scope: nameOf('core').split('/')[0],
  insomniaPlugin: nameOf('insomnia'),
}

const isAddress = (text) => /^https:\/\/[\w.-]+(\/[\w.~/-]*[\w~-])?$/.test(text)
// A module path as `go mod` takes one: a host with a dot, then names (https://go.dev/ref/mod#go-mod-file-ident).
export const isGoModule = (text) =>
  /^[a-z0-9-]+(\.[a-z0-9-]+)+(\/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+$/.test(text) && !text.endsWith('.')

/**
 * Reads the file.
 * @throws {Error} that names what cannot be used, and says what may stand there
 */
export function readConfig(text = readFileSync(FILE, 'utf8')) {
  const config = parsed(text)
  check(config, { repository: '', site: '', npm: NAMES, goModule: '' }, '')
  for (const name of ['repository', 'site'])
    if (config[name] !== '' && !isAddress(config[name]))
      refuse(`"${name}" is no address such as https://HOST/OWNER/NAME, without a slash at its end`)
  if (config.goModule !== '' && !isGoModule(config.goModule))
    refuse('"goModule" is no module path such as HOST/OWNER/NAME/packages/xk6')
  for (const [name, ours] of Object.entries(NAMES))
    if (config.npm[name] !== '' && config.npm[name] !== ours)
      refuse(
        `"npm.${name}" is "${config.npm[name]}", but the packages are called ${ours}: rename them first, or claim ${ours}`,
      )
  return config
}

function parsed(text) {
  try {
    return JSON.parse(text)
  } catch (thrown) {
    return refuse(`it is not JSON (${thrown.message})`)
  }
}

/** The same keys as the example, and a text for each. */
function check(config, example, path) {
  if (typeof config !== 'object' || config === null || Array.isArray(config))
    refuse(`${path ? `"${path.slice(0, -1)}"` : 'it'} is not an object`)
  const unknown = Object.keys(config).find((key) => !Object.hasOwn(example, key))
  if (unknown !== undefined)
    refuse(`there is no "${path}${unknown}"; there are ${Object.keys(example).join(', ')}`)
  for (const [key, value] of Object.entries(example)) {
    if (typeof value === 'object') check(config[key], value, `${key}.`)
    else if (typeof config[key] !== 'string')
      refuse(`"${path}${key}" is not a text; leave it "" until it is yours`)
  }
}

function refuse(problem) {
  throw new Error(`release.config.json: ${problem}.`)
}

/** A manifest as it is published: without what only this repository needs, with the addresses that are known. */
export function published(manifest, directory, { repository, site }) {
  const { scripts: _, devDependencies: __, ...kept } = manifest
  return {
    ...kept,
    ...((site || repository) && { homepage: site || `${repository}#readme` }),
    ...(repository && {
      repository: { type: 'git', url: `git+${repository}.git`, directory },
      bugs: { url: `${repository}/issues` },
    }),
  }
}

/** A step of a build: `node config.mjs FILE` leaves a checked copy, for what prints it when it is installed. */
if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [, , to] = process.argv
  const text = `${JSON.stringify(readConfig(), null, 2)}\n`
  mkdirSync(dirname(to), { recursive: true })
  if (!existsSync(to) || readFileSync(to, 'utf8') !== text) writeFileSync(to, text)
}

/** The file of the owner. */
export const CONFIG_FILE = fileURLToPath(FILE)
