import type { AnyProvider } from '@countersign/core'
import { type Generator, json } from './file.js'
import { collectionName, environmentName, postman } from './postman.js'

/** Collections, environments, and a package.json whose scripts run them in Newman. */
export const newman: Generator = async (providers) => {
  const scripts = Object.fromEntries(
    providers.map((provider) => [`test:${provider.id}`, newmanCommand(provider)]),
  )
  const all = providers.map(({ id }) => `npm run test:${id}`).join(' && ')
  const manifest = {
    name: 'signed-requests',
    private: true,
    scripts: { test: all, ...scripts },
    devDependencies: { newman: '6.2.2' },
  }
  return [...(await postman(providers)), { path: 'package.json', content: json(manifest) }]
}

/** What runs a provider's collection. Entropy comes from outside where something is sealed: Newman has none. */
export function newmanCommand(provider: AnyProvider): string {
  const words = ['newman run', collectionName(provider), '-e', environmentName(provider)]
  if (provider.open) words.push('--env-var COUNTERSIGN_ENTROPY=$(openssl rand -hex 32)')
  return words.join(' ')
}
