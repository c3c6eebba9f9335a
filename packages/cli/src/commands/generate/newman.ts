import type { AnyProvider } from '@countersign/core'
import { type Generator, json } from './file.js'
import { collectionName, environmentName, postman } from './postman.js'

export const NEWMAN_VERSION = '6.2.2'

/** Collections, environments, and a package.json whose scripts run them in Newman. */
export const newman: Generator = async (providers, options) => {
  const scripts = Object.fromEntries(
    providers.map((provider) => [`test:${provider.id}`, newmanCommand(provider)]),
  )
  const all = providers.map(({ id }) => `npm run test:${id}`).join(' && ')
  const manifest = {
    name: 'signed-requests',
    private: true,
    scripts: { test: all, ...scripts },
    devDependencies: { newman: NEWMAN_VERSION },
  }
  return [...(await postman(providers, options)), { path: 'package.json', content: json(manifest) }]
}

/**
 * What runs a provider's collection. A redirect is not followed: what signs a request would go along to any host.
 * Entropy comes from outside where something is sealed: Newman has none.
 */
function newmanCommand(provider: AnyProvider): string {
  const words = [
    'newman run',
    collectionName(provider),
    '-e',
    environmentName(provider),
    '--ignore-redirects',
  ]
  if (provider.uses?.includes('random')) words.push('--env-var COUNTERSIGN_ENTROPY=$(openssl rand -hex 32)')
  return words.join(' ')
}
