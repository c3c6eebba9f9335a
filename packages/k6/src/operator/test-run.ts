import type { AnyProvider } from '@countersign/core/provider'
import { hasCertificate } from '../templates/client.js'
import { scriptName } from '../templates/script.js'
import { needsOwner, OWNER, scriptMap, settingsSecret, testName } from './names.js'

/** The file of its ConfigMap that the pods run. */
export const runFile = (provider: AnyProvider) =>
  hasCertificate(provider) ? scriptName(provider) : 'archive.tar'

const WHY_NO_ARCHIVE = `      # The script itself, with countersign.js beside it: an archive holds the options of the machine where it was made,
      # and with them the client certificate and its key.
`

/** One test over four processes (k6.io/v1alpha1). */
export const testRunText = (provider: AnyProvider): string => `apiVersion: k6.io/v1alpha1
kind: TestRun
metadata:
  name: ${testName(provider)}
spec:
  parallelism: 4
  script:
    configMap:
      name: ${scriptMap(provider)}
${hasCertificate(provider) ? WHY_NO_ARCHIVE : ''}      file: ${runFile(provider)}
  runner:
    image: grafana/k6:2.2.0
    # Not env: k6-operator writes what stands there into the command line of a pod.
    envFrom:
      - secretRef:
          name: ${settingsSecret(provider)}
${needsOwner(provider) ? `      - secretRef:\n          name: ${OWNER}\n` : ''}    automountServiceAccountToken: "false"
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
    resources:
      requests:
        cpu: 500m
        memory: 256Mi
      limits:
        memory: 1Gi
`
