import type { AnyProvider } from '@countersign/core/provider'
import type { ScriptFile } from '../templates/files.js'
import { dockerfileText, networkPolicyText, ownerText } from './broker.js'
import { needsOwner, testName } from './names.js'
import { readmeText } from './readme.js'
import { ownerSecretText, settingsText } from './secrets.js'
import { testRunText } from './test-run.js'

/**
 * What k6-operator needs to run the test of each provider in four processes: TestRun, Secrets with empty values, and
 * the owner of the tokens with its Service and NetworkPolicy, where a token has to be shared.
 *
 * @param scripts the folder of the tests, seen from these files, as the commands of their README name it
 */
export function operatorFiles(providers: readonly AnyProvider[], scripts = ''): ScriptFile[] {
  const owned = providers.filter(needsOwner)
  const secrets = [...providers.map(settingsText), ...(owned.length > 0 ? [ownerSecretText()] : [])]
  return [
    { path: 'README.md', content: readmeText(providers, scripts) },
    { path: 'secrets.yaml', content: secrets.join('---\n') },
    ...providers.map((one) => ({ path: `${testName(one)}.testrun.yaml`, content: testRunText(one) })),
    ...(owned.length > 0 ? ownerFiles(owned) : []),
  ]
}

const ownerFiles = (owned: readonly AnyProvider[]): ScriptFile[] => [
  { path: 'owner.yaml', content: ownerText(owned) },
  { path: 'network-policy.yaml', content: networkPolicyText() },
  { path: 'Dockerfile', content: dockerfileText() },
]
