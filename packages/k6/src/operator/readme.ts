import { release } from '@countersign/bundle/release'
import type { AnyProvider } from '@countersign/core/provider'
import { isPem, type NamedSetting, settingsOf } from '@countersign/core/settings'
import { hasCertificate } from '../templates/client.js'
import { scriptName } from '../templates/script.js'
import { EXTENSION_DOCKERFILE } from './extension.js'
import {
  BROKER,
  BROKER_IMAGE,
  BROKER_PORT,
  brokerSecret,
  EXTENSION_IMAGE,
  needsBroker,
  scriptMap,
  settingsSecret,
  testName,
} from './names.js'
import type { OperatorOptions } from './options.js'
import { runnerSettings } from './secrets.js'

/** How the files of a folder are used. */
export function readmeText(providers: readonly AnyProvider[], options: Required<OperatorOptions>): string {
  const brokered = providers.filter(needsBroker)
  const parts = [
    INTRO,
    ...(options.extension ? [IMAGE] : []),
    settingsPart(providers),
    ...(brokered.length > 0 ? [brokerPart(brokered, options.archive)] : []),
    ...providers.map((provider) => testPart(provider, options)),
    resultPart(providers[0]),
    networkPart(brokered.length > 0),
  ]
  return `${parts.join('\n\n')}\n`
}

const shell = (lines: readonly string[]) => ['```sh', ...lines, '```'].join('\n')

const INTRO = `# Signed load tests with k6-operator

Each test runs in four k6 processes that share what they must. Install
[k6-operator](https://github.com/grafana/k6-operator) first. All pods run in a namespace with the Pod Security level
\`restricted\`. ${release.site || release.repository ? `[Countersign's documentation](${release.site || release.repository})` : '`docs/k6.md` of Countersign'} has the rest.`

const IMAGE = `## The image

k6 with the extension \`k6/x/countersign\` in it, built from the sources beside this file
(\`k6-extension.tar.gz\`), whose checksum the build checks. \`countersign generate k6-operator --extension\` writes them. If the cluster does not see the
images of this machine, push it to a registry of yours, and name that in the TestRuns in place of \`localhost\`. k6 is AGPL-3.0, and so is the image as
a whole.

${shell([`docker build --tag ${EXTENSION_IMAGE} --file ${EXTENSION_DOCKERFILE} .`])}`

function settingsPart(providers: readonly AnyProvider[]): string {
  return [
    '## Settings',
    '',
    '`secrets.yaml` lists them, empty. Make each Secret from files that stay out of git: `ID.env` with lines of',
    '`NAME=value`, and PEM files.',
    '',
    shell(providers.map((one) => secretCommand(settingsSecret(one), `${one.id}.env`, runnerSettings(one)))),
    '',
    'To test another server, add `BASE_URL=https://…` and its host in `…_HOSTS` to `ID.env`, or as `--from-literal=` where the',
    'Secret is made from files.',
  ].join('\n')
}

function secretCommand(name: string, envFile: string, settings: readonly NamedSetting[]): string {
  const files = settings.filter(isPem).map((one) => ` \\\n  --from-file=${one.variable}=${one.name}.pem`)
  // kubectl takes no --from-file beside --from-env-file.
  const from = files.length > 0 ? files.join('') : ` --from-env-file=${envFile}`
  return `kubectl create secret generic ${name}${from}`
}

function brokerPart(providers: readonly AnyProvider[], archive: string): string {
  const names = providers.map(({ name }) => name).join(', ')
  return [
    '## The token broker',
    '',
    `${names}: a new token ends the one before, so one \`countersign tokens\` owns it for all processes. Only the broker`,
    'needs the settings that request tokens; the k6 pods do without. Its image is built from the command line beside this',
    `file (\`${archive}\`), whose checksum the build checks. \`countersign generate k6-operator\` writes it.`,
    'If the cluster does not see the images of this machine, push it to a registry of yours, and name that in',
    '`broker.yaml` in place of `localhost`.',
    '',
    shell([
      `docker build --tag ${BROKER_IMAGE} --file Dockerfile .`,
      ...providers.map((one) =>
        secretCommand(
          brokerSecret(one),
          `${one.id}.tokens.env`,
          settingsOf(one).filter(({ forTokens }) => forTokens),
        ),
      ),
      '(umask 077; openssl rand -hex 32 > tokens.secret)',
      `kubectl create secret generic ${BROKER} --from-literal=COUNTERSIGN_TOKENS=http://${BROKER}:${BROKER_PORT} \\`,
      '  --from-file=COUNTERSIGN_TOKENS_SECRET=tokens.secret',
      'kubectl apply --filename broker.yaml --filename network-policy.yaml',
      `kubectl wait --for=condition=Available deployment/${BROKER}`,
    ]),
    '',
    `If it is not ready, \`kubectl logs deployment/${BROKER}\` has the provider's reason. Run one broker, never two.`,
  ].join('\n')
}

function testPart(
  provider: AnyProvider,
  { scripts, extension, hasModule }: Required<OperatorOptions>,
): string {
  const script = `${scripts}${scriptName(provider)}`
  const map = `kubectl create configmap ${scriptMap(provider)}`
  const module = hasModule ? ` --from-file=${scripts}countersign.js` : ''
  const made =
    extension || hasCertificate(provider)
      ? [`${map} --from-file=${script}${module}`]
      : [`k6 archive --archive-out archive.tar ${script}`, `${map} --from-file=archive.tar`]
  const applied = `kubectl apply --filename ${testName(provider)}.testrun.yaml`
  return [`## ${provider.name}`, '', shell([...made, applied])].join('\n')
}

function resultPart(provider: AnyProvider | undefined): string {
  const name = provider ? testName(provider) : 'ID'
  return `## The result

${shell([
  `kubectl get testrun ${name} --output jsonpath='{.status.stage}{"\\n"}'`,
  `kubectl get jobs --selector k6_cr=${name}`,
  `kubectl logs --selector k6_cr=${name},runner=true --tail=20 --prefix`,
])}

- Stages: \`initialization\` (a pod reads the script), \`created\` (the runners wait for one another), \`started\`,
  \`finished\`; \`error\` if the script cannot be read or a setting is missing.
- \`finished\` also comes when all runners failed. The Jobs tell: a runner whose thresholds are crossed, or that could not
  start, has no completion.
- Stays at \`created\`: a runner does not start. \`kubectl describe\` and \`kubectl logs\` of the runners' pods say why.
- Stage \`error\`: \`kubectl logs job/${name}-initializer\` names the setting.
- \`parallelism\` above the number of virtual users in the script is refused.

To run it again, or with other settings:

${shell([`kubectl delete --filename ${name}.testrun.yaml`, `kubectl apply --filename ${name}.testrun.yaml`])}

A changed script needs a new ConfigMap first: delete it and create it as above.`
}

const networkPart = (hasBroker: boolean) => `## Network

If your namespace denies egress: the runners need DNS and port 443 of the provider${hasBroker ? `, and port ${BROKER_PORT} of the broker` : ''}; the
starter needs port 6565 of the runners.${hasBroker ? ' `network-policy.yaml` lets only runners call the broker, and the broker only DNS\nand port 443: add the port of `BASE_URL` if it is another.' : ''}`
