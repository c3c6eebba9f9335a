import type { AnyProvider } from '@countersign/core/provider'
import { OWNER, OWNER_PORT, settingsSecret } from './names.js'

const LABEL = `app.kubernetes.io/name: ${OWNER}`

/** The Deployment and the Service of `countersign tokens`. */
export const ownerText = (providers: readonly AnyProvider[]): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${OWNER}
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
        - name: owner
          # Built from the Dockerfile beside this file; put the name of your registry in front.
          image: countersign:latest
          imagePullPolicy: IfNotPresent
          args:
            - tokens
            - --listen
            - 0.0.0.0:${OWNER_PORT}
${providers.map(({ id }) => `            - --provider\n            - ${id}\n`).join('')}          envFrom:
            - secretRef:
                name: ${OWNER}
${providers.map((one) => `            - secretRef:\n                name: ${settingsSecret(one)}\n`).join('')}          ports:
            - name: tokens
              containerPort: ${OWNER_PORT}
          readinessProbe:
            httpGet:
              path: /healthz
              port: tokens
          livenessProbe:
            httpGet:
              path: /healthz
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
  name: ${OWNER}
  labels:
    ${LABEL}
spec:
  selector:
    ${LABEL}
  ports:
    - name: tokens
      port: ${OWNER_PORT}
      targetPort: tokens
`

/** Who may call the owner, and where it may call: the pods of a test, and names and https. */
export const networkPolicyText = (): string => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: ${OWNER}
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
          port: ${OWNER_PORT}
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

/** An image of the command line. */
export const dockerfileText = (): string => `FROM node:20-alpine
RUN npm install --global --omit=dev countersign
USER node
ENTRYPOINT ["countersign"]
`
