import type { AnyProvider } from '@countersign/core/provider'
import type { ScriptFile } from '../templates/files.js'
import { brokerText, dockerfileText, dockerignoreText, networkPolicyText } from './broker.js'
import { EXTENSION_DOCKERFILE, extensionDockerfileText } from './extension.js'
import { needsBroker, testName } from './names.js'
import type { OperatorOptions } from './options.js'
import { readmeText } from './readme.js'
import { brokerSecretText, settingsText, tokenSettingsText } from './secrets.js'
import { testRunText } from './test-run.js'

/**
 * What k6-operator needs to run the test of each provider in four processes: TestRun, Secrets with empty values, and
 * the token broker with its Service and NetworkPolicy, if a token has to be shared.
 *
 * @param options how the tests are made
 */
export function operatorFiles(
  providers: readonly AnyProvider[],
  { scripts = '', extension = false, hasModule = true, archive = 'countersign.tgz' }: OperatorOptions = {},
): ScriptFile[] {
  const owned = providers.filter(needsBroker)
  const secrets = [
    ...providers.map(settingsText),
    ...owned.map(tokenSettingsText),
    ...(owned.length > 0 ? [brokerSecretText()] : []),
  ]
  return [
    { path: 'README.md', content: readmeText(providers, { scripts, extension, hasModule, archive }) },
    { path: 'secrets.yaml', content: secrets.join('---\n') },
    ...providers.map((one) => ({
      path: `${testName(one)}.testrun.yaml`,
      content: testRunText(one, extension),
    })),
    ...(owned.length > 0 ? brokerFiles(owned, archive) : []),
    ...(extension ? [{ path: EXTENSION_DOCKERFILE, content: extensionDockerfileText() }] : []),
    ...(extension || owned.length > 0 ? [{ path: '.dockerignore', content: dockerignoreText() }] : []),
  ]
}

const brokerFiles = (owned: readonly AnyProvider[], archive: string): ScriptFile[] => [
  { path: 'broker.yaml', content: brokerText(owned) },
  { path: 'network-policy.yaml', content: networkPolicyText() },
  { path: 'Dockerfile', content: dockerfileText(archive) },
]
