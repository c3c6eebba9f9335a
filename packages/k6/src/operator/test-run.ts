import type { AnyProvider } from '@countersign/core/provider'
import { hasCertificate } from '../templates/client.js'
import { scriptName } from '../templates/script.js'
import { BROKER, EXTENSION_IMAGE, needsBroker, scriptMap, settingsSecret, testName } from './names.js'

/** The file of its ConfigMap that the pods run. */
export const runFile = (provider: AnyProvider, extension = false) =>
  extension || hasCertificate(provider) ? scriptName(provider) : 'archive.tar'

const WHY_NO_ARCHIVE = `      # The script itself, with countersign.js beside it: an archive holds the options of the machine where it was made,
      # and with them the client certificate and its key.
`

// What Pod Security `restricted` asks of every pod.
const SECURITY = `    automountServiceAccountToken: "false"
    securityContext:
      runAsNonRoot: true
      runAsUser: 12345
      seccompProfile:
        type: RuntimeDefault
    containerSecurityContext:
      allowPrivilegeEscalation: false
      capabilities:
        drop:
          - ALL
`

const settingsFrom = (provider: AnyProvider) =>
  [
    '    envFrom:',
    ...[settingsSecret(provider), ...(needsBroker(provider) ? [BROKER] : [])].map(secretRef),
  ].join('\n')

const secretRef = (name: string) => `      - secretRef:\n          name: ${name}`

// A local image is not pulled.
const imageOf = (extension: boolean) =>
  extension ? `${EXTENSION_IMAGE}\n    imagePullPolicy: IfNotPresent` : 'grafana/k6:2.2.0'

/** One test over four processes (k6.io/v1alpha1). */
export const testRunText = (provider: AnyProvider, extension = false): string => `apiVersion: k6.io/v1alpha1
kind: TestRun
metadata:
  name: ${testName(provider)}
spec:
  # No more than the script has virtual users.
  parallelism: 4
  script:
    configMap:
      name: ${scriptMap(provider)}
${hasCertificate(provider) && !extension ? WHY_NO_ARCHIVE : ''}      file: ${runFile(provider, extension)}
  # Reads the script first, with the settings: a missing one ends the TestRun here, in the stage "error".
  initializer:
    image: ${imageOf(extension)}
    env:
      - name: K6_INCLUDE_SYSTEM_ENV_VARS
        value: "true"
      - name: COUNTERSIGN_REQUIRE_SETTINGS
        value: "true"
${settingsFrom(provider)}
${SECURITY}  starter:
${SECURITY}  runner:
    image: ${imageOf(extension)}
    # Not env: k6-operator writes it into the command line of a pod.
${settingsFrom(provider)}
${SECURITY}    resources:
      requests:
        cpu: 500m
        memory: 256Mi
      limits:
        memory: 1Gi
`
