import { release } from '@countersign/bundle/release'
import type { AnyProvider } from '@countersign/core/provider'
import { BROKER, BROKER_IMAGE, BROKER_PORT, brokerSecret, settingsSecret } from './names.js'

const LABEL = `app.kubernetes.io/name: ${BROKER}`

/** The Deployment and the Service of `countersign tokens`. */
export const brokerText = (providers: readonly AnyProvider[]): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${BROKER}
  labels:
    ${LABEL}
spec:
  # One, and never two at once: each would end the token of the other.
  replicas: 1
  strategy:
    type: Recreate
  selector:
    matchLabels:
      ${LABEL}
  template:
    metadata:
      labels:
        ${LABEL}
    spec:
      automountServiceAccountToken: false
      enableServiceLinks: false
      securityContext:
        runAsNonRoot: true
        runAsUser: 1000
        seccompProfile:
          type: RuntimeDefault
      containers:
        - name: broker
          # Built from the Dockerfile beside this file; in place of localhost, put the name of your registry.
          image: ${BROKER_IMAGE}
          imagePullPolicy: IfNotPresent
          args:
            - tokens
            - --listen
            - 0.0.0.0:${BROKER_PORT}
${providers.map(({ id }) => `            - --provider\n            - ${id}\n`).join('')}          envFrom:
            - secretRef:
                name: ${BROKER}
${providers.map((one) => `            - secretRef:\n                name: ${settingsSecret(one)}\n            - secretRef:\n                name: ${brokerSecret(one)}\n`).join('')}          ports:
            - name: tokens
              containerPort: ${BROKER_PORT}
          # Not ready while the provider refuses the token request; \`kubectl logs\` has the reason.
          readinessProbe:
            periodSeconds: 1
            httpGet:
              path: /healthz
              port: tokens
          livenessProbe:
            httpGet:
              path: /livez
              port: tokens
          resources:
            requests:
              cpu: 50m
              memory: 64Mi
            limits:
              memory: 256Mi
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities:
              drop:
                - ALL
---
apiVersion: v1
kind: Service
metadata:
  name: ${BROKER}
  labels:
    ${LABEL}
spec:
  # Callers get the provider's reason from a broker that is not ready.
  publishNotReadyAddresses: true
  selector:
    ${LABEL}
  ports:
    - name: tokens
      port: ${BROKER_PORT}
      targetPort: tokens
`

/** Who may call the token broker, and whom it may call: the pods of a test, and DNS and https. */
export const networkPolicyText = (): string => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: ${BROKER}
spec:
  podSelector:
    matchLabels:
      ${LABEL}
  policyTypes:
    - Ingress
    - Egress
  ingress:
    - from:
        - podSelector:
            matchLabels:
              app: k6
              runner: "true"
      ports:
        - protocol: TCP
          port: ${BROKER_PORT}
  egress:
    - ports:
        - protocol: UDP
          port: 53
        - protocol: TCP
          port: 53
    - ports:
        - protocol: TCP
          port: 443
`

/** An image of the command line, built from the archive beside it: `docker build --file Dockerfile .` */
export const dockerfileText = (archive: string): string => `FROM node:20-alpine
COPY ${archive} ${archive}.sha256 /tmp/
RUN cd /tmp && sha256sum -c ${archive}.sha256 && npm install --global --no-audit --no-fund ./${archive} && rm ${archive}
${release.repository ? `LABEL org.opencontainers.image.source="${release.repository}"\n` : ''}USER node
ENTRYPOINT ["countersign"]
`

/** Settings lie in this folder, too: only archives go to Docker. */
export const dockerignoreText = (): string => '*\n!*.tgz\n!*.tar.gz\n!*.sha256\n'
