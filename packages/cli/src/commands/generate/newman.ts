import type { AnyProvider } from '@countersign/core'
import { type Generator, json } from './file.js'
import { collectionName, environmentName, postman } from './postman.js'

export const NEWMAN_VERSION = '6.2.2'

/** Collections, environments, and a package.json whose scripts run them in Newman. */
export const newman: Generator = async (providers, options) => {
  const scripts = Object.fromEntries(providers.flatMap(scriptsOf))
  const all = providers.map(({ id }) => `npm run test:${id}`).join(' && ')
  const manifest = {
    name: 'signed-requests',
    private: true,
    scripts: { test: all, ...scripts },
    devDependencies: { newman: NEWMAN_VERSION },
  }
  const seals = providers.some(isRandom)
  return [
    ...(await postman(providers, options)),
    { path: 'package.json', content: json(manifest) },
    ...(seals ? [{ path: ENTROPY_SCRIPT, content: ENTROPY_TEXT }] : []),
  ]
}

const isRandom = ({ uses }: AnyProvider) => uses?.includes('random') === true

/**
 * What runs a provider's collection. A redirect is not followed: what signs a request would go along to any host.
 * Entropy comes from outside if something is encrypted: Newman has none.
 */
function scriptsOf(provider: AnyProvider): [string, string][] {
  const { id } = provider
  const words = ['newman run', collectionName(provider), '-e', environmentName(provider)]
  const test: [string, string] = [`test:${id}`, [...words, '--ignore-redirects'].join(' ')]
  if (!isRandom(provider)) return [test]
  return [[`pretest:${id}`, `node ${ENTROPY_SCRIPT} ${environmentName(provider)}`], test]
}

const ENTROPY_SCRIPT = 'entropy.mjs'

// Not an argument of Newman: other users of a machine see those.
const ENTROPY_TEXT = `// node entropy.mjs FILE: puts fresh entropy for one run of Newman, which has no secure random source, into an
// environment file. npm runs it before each test that encrypts.
import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'

const [, , file] = process.argv
if (file === undefined) throw new Error('Name the environment file: node entropy.mjs FILE')
const environment = JSON.parse(readFileSync(file, 'utf8'))
const others = environment.values.filter(({ key }) => key !== 'COUNTERSIGN_ENTROPY')
const entropy = {
  key: 'COUNTERSIGN_ENTROPY',
  value: randomBytes(32).toString('hex'),
  type: 'secret',
  enabled: true,
}
const text = JSON.stringify({ ...environment, values: [...others, entropy] }, null, 2)
// A new file is readable by its owner only; an existing one keeps its mode.
writeFileSync(file, \`\${text}\\n\`, { mode: 0o600 })
`
