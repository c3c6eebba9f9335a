import type { AnyProvider } from '@countersign/core/provider'
import { isPem, settingsOf } from '@countersign/core/settings'
import { hasCertificate } from '../templates/client.js'
import { scriptName } from '../templates/script.js'
import { needsOwner, OWNER, scriptMap, settingsSecret, testName } from './names.js'

/** How the files of a folder are used. `scripts`: the folder of the tests, seen from this one. */
export function readmeText(providers: readonly AnyProvider[], scripts: string): string {
  const owned = providers.filter(needsOwner)
  const parts = [
    INTRO,
    secretsPart(providers),
    ...(owned.length > 0 ? [ownerPart(owned)] : []),
    ...providers.map((provider) => testPart(provider, scripts)),
  ]
  return `${parts.join('\n\n')}\n`
}

const shell = (lines: readonly string[]) => ['```sh', ...lines, '```'].join('\n')

const INTRO = `# Signed load tests with k6-operator

Each test runs in four k6 processes that share what they must. Install
[k6-operator](https://github.com/grafana/k6-operator) first. \`docs/k6.md\` of Countersign tells the rest.`

function secretsPart(providers: readonly AnyProvider[]): string {
  const [first] = providers
  const name = first ? settingsSecret(first) : ''
  return [
    '## Settings',
    '',
    '`secrets.yaml` lists them, empty. Better than to fill it in: make each Secret from a file that stays out of git.',
    '',
    shell([
      `kubectl create secret generic ${name} --from-env-file=${first?.id}.env`,
      ...providers.filter(hasCertificate).map(withFiles),
    ]),
  ].join('\n')
}

function withFiles(provider: AnyProvider): string {
  const files = settingsOf(provider).filter(isPem)
  const given = files.map(({ name, variable }) => ` \\\n  --from-file=${variable}=${name}.pem`)
  return `kubectl create secret generic ${settingsSecret(provider)}${given.join('')}`
}

function ownerPart(providers: readonly AnyProvider[]): string {
  const names = providers.map(({ name }) => name).join(', ')
  return [
    '## The owner of the tokens',
    '',
    `${names}: a new token ends the one before, so one \`countersign tokens\` owns it for all processes.`,
    '',
    shell([
      'docker build --tag countersign:latest .',
      `kubectl create secret generic ${OWNER} --from-literal=COUNTERSIGN_TOKENS=http://${OWNER}:8787 \\`,
      '  --from-literal=COUNTERSIGN_TOKENS_SECRET=$(openssl rand -hex 32)',
      'kubectl apply --filename owner.yaml --filename network-policy.yaml',
    ]),
  ].join('\n')
}

function testPart(provider: AnyProvider, scripts: string): string {
  const script = `${scripts}${scriptName(provider)}`
  const map = `kubectl create configmap ${scriptMap(provider)}`
  const made = hasCertificate(provider)
    ? [`${map} --from-file=${script} --from-file=${scripts}countersign.js`]
    : [`k6 archive --archive-out archive.tar ${script}`, `${map} --from-file=archive.tar`]
  const applied = `kubectl apply --filename ${testName(provider)}.testrun.yaml`
  return [`## ${provider.name}`, '', shell([...made, applied])].join('\n')
}
