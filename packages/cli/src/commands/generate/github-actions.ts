import { type AnyProvider, clientCertificateSettings, settingsOf } from '@countersign/core'
import { scriptName } from '@countersign/k6/script'
import { stringify } from 'yaml'
import type { Generator } from './file.js'
import { k6InJavaScript } from './k6.js'
import { NEWMAN_VERSION } from './newman.js'
import { collectionName, environmentName, postman } from './postman.js'

const WORKFLOW = '.github/workflows/countersign.yml'
const K6_VERSION = '2.2.0'

/** A workflow that runs Newman and k6 with secrets of the repository, by name, and the files that it runs. */
export const githubActions: Generator = async (providers, options) => [
  ...(await postman(providers, options)),
  ...(await k6InJavaScript(providers, options)),
  { path: WORKFLOW, content: stringify(workflow(providers), { lineWidth: 0, nullStr: '' }) },
]

// One after the other, and never two runs at once: a provider may let only its newest token live.
const workflow = (providers: readonly AnyProvider[]) => ({
  name: 'Signed requests',
  on: { workflow_dispatch: null, push: { branches: ['main'] } },
  permissions: { contents: 'read' },
  concurrency: { group: 'signed-requests' },
  jobs: {
    newman: job([
      { uses: 'actions/setup-node@v4', with: { 'node-version': 20 } },
      { run: `npm install --global newman@${NEWMAN_VERSION}` },
      ...providers.map((provider) => step(provider, newmanCommands(provider))),
    ]),
    k6: {
      needs: 'newman',
      // Load is put on a provider only when somebody asks for it.
      if: "github.event_name == 'workflow_dispatch'",
      ...job([
        { uses: 'grafana/setup-k6-action@v1', with: { 'k6-version': K6_VERSION } },
        ...providers.map((provider) => step(provider, [`k6 run ${scriptName(provider)}`])),
      ]),
    },
  },
})

const job = (steps: readonly object[]) => ({
  'runs-on': 'ubuntu-latest',
  'timeout-minutes': 30,
  steps: [{ uses: 'actions/checkout@v4', with: { 'persist-credentials': false } }, ...steps],
})

/** Only the step that sends sees the secrets, not the ones that install. */
const step = (provider: AnyProvider, commands: readonly string[]) => ({
  name: provider.name,
  env: Object.fromEntries(
    settingsOf(provider).map(({ variable }) => [variable, `\${{ secrets.${variable} }}`]),
  ),
  run: commands.length > 1 ? `${commands.join('\n')}\n` : commands[0],
})

/** The environment is filled in outside of the work tree, so that no secret is an argument of a program. */
function newmanCommands(provider: AnyProvider): string[] {
  const filled = `"$RUNNER_TEMP/${provider.id}.json"`
  const certificate = certificateCommands(provider)
  const words = ['newman run', collectionName(provider), '-e', filled, '--ignore-redirects']
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the shell's
  if (certificate.length > 0) words.push('"${certificate[@]}"')
  return [
    'umask 077',
    ...(provider.uses?.includes('random') ? ['export COUNTERSIGN_ENTROPY="$(openssl rand -hex 32)"'] : []),
    `jq '.values |= map(.value = (env[.key] // .value))' ${environmentName(provider)} > ${filled}`,
    ...certificate,
    words.join(' '),
  ]
}

/** Newman takes a client certificate and its key as files. */
function certificateCommands(provider: AnyProvider): string[] {
  const pair = clientCertificateSettings(provider)
  if (!pair) return []
  const { certificate, key } = pair
  const file = (ending: string) => `"$RUNNER_TEMP/${provider.id}.${ending}"`
  return [
    'certificate=()',
    `if [ -n "$${certificate.variable}" ]; then`,
    `  printf '%s\\n' "$${certificate.variable}" > ${file('crt')}`,
    `  printf '%s\\n' "$${key.variable}" > ${file('key')}`,
    `  certificate=(--ssl-client-cert ${file('crt')} --ssl-client-key ${file('key')})`,
    'fi',
  ]
}
