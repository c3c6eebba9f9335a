import { readFileSync } from 'node:fs'
import { providers, settingsOf } from '@countersign/core'
import { Ajv, type ValidateFunction } from 'ajv'
import { describe, expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { operatorFiles } from '../../src/templates/index.js'

// biome-ignore lint/suspicious/noExplicitAny: manifests, whose shape the schemas check
type Manifest = any

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
const files = operatorFiles(providers)
const manifests: readonly Manifest[] = files
  .filter(({ path }) => path.endsWith('.yaml'))
  .flatMap(({ content }) => parseAllDocuments(content, { uniqueKeys: true }).map(readDocument))

function readDocument(document: ReturnType<typeof parseAllDocuments>[number]): Manifest {
  expect(document.errors).toEqual([])
  return document.toJS()
}

const named = (kind: string, name: string) =>
  manifests.find((one) => one.kind === kind && one.metadata.name === name)

const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false })
ajv.addSchema(JSON.parse(read('schemas/kubernetes.json')), 'kubernetes')
const definition = (name: string) => ajv.getSchema(`kubernetes#/$defs/${name}`) as ValidateFunction
const schemas: Readonly<Record<string, ValidateFunction>> = {
  TestRun: ajv.compile(JSON.parse(read('schemas/testrun.json'))),
  Deployment: definition('io.k8s.api.apps.v1.Deployment'),
  Service: definition('io.k8s.api.core.v1.Service'),
  Secret: definition('io.k8s.api.core.v1.Secret'),
  NetworkPolicy: definition('io.k8s.api.networking.v1.NetworkPolicy'),
}

describe('the published schemas', () => {
  it.each(manifests.map((one) => [one.kind, one.metadata.name, one]))('%s %s is one', (kind, _name, one) => {
    const validate = schemas[kind] as ValidateFunction
    expect([validate(one), validate.errors]).toEqual([true, null])
  })

  it.each(Object.entries(schemas))('notice a field that %s does not have', (kind, validate) => {
    const one = manifests.find((manifest) => manifest.kind === kind)
    expect(validate({ ...one, spce: {} })).toBe(false)
    expect(validate({ ...one, metadata: { ...one.metadata, name: 7 } })).toBe(false)
  })

  it('look into the pods', () => {
    const broker = structuredClone(manifests.find(({ kind }) => kind === 'Deployment'))
    broker.spec.template.spec.containers[0].securityContext.runAsNonRot = true
    expect(schemas.Deployment?.(broker)).toBe(false)
    const test = structuredClone(manifests.find(({ kind }) => kind === 'TestRun'))
    test.spec.runner.envFrm = []
    expect(schemas.TestRun?.(test)).toBe(false)
  })
})

describe('what hangs together', () => {
  it.each(providers)('$id: four processes, with their settings from a Secret that exists', (provider) => {
    const { parallelism, runner, script } = named('TestRun', provider.id).spec
    expect(parallelism).toBe(4)
    expect(script.configMap.file).toMatch(/^(archive\.tar|.+\.k6\.js)$/)
    for (const { secretRef } of runner.envFrom) expect(named('Secret', secretRef.name)).toBeDefined()
    const { oneToken } = provider
    const names = settingsOf(provider).flatMap(({ variable, forTokens }) =>
      forTokens && oneToken ? [] : [variable],
    )
    const first = named('Secret', runner.envFrom[0].secretRef.name)
    expect(Object.keys(first.stringData)).toEqual(names)
  })

  it('no value of a secret is in any file', () => {
    const values = manifests
      .filter(({ kind }) => kind === 'Secret')
      .flatMap(({ stringData }) => Object.entries(stringData))
    expect(values.filter(([, value]) => value !== '')).toEqual([
      ['COUNTERSIGN_TOKENS', 'http://countersign-tokens:8787'],
    ])
  })

  it('the client secret of a brokered provider is in a Secret that the broker alone reads', () => {
    const [container] = named('Deployment', 'countersign-tokens').spec.template.spec.containers
    const read = container.envFrom.map(({ secretRef }: Manifest) => secretRef.name)
    expect(Object.keys(named('Secret', 'sendpayments-token-settings').stringData)).toEqual([
      'SENDPAYMENTS_CLIENT_SECRET',
    ])
    expect(read).toContain('sendpayments-token-settings')
    expect(JSON.stringify(named('TestRun', 'sendpayments'))).not.toContain('token-settings')
  })

  it.each(providers)('$id: every pod fits the Pod Security level `restricted`', ({ id }) => {
    const { initializer, starter, runner } = named('TestRun', id).spec
    for (const pod of [initializer, starter, runner]) {
      expect(pod).toMatchObject({
        automountServiceAccountToken: 'false',
        securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
        containerSecurityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
      })
    }
    expect(initializer.envFrom).toEqual(runner.envFrom)
  })

  it('one broker, whose Service and policy find it, on the port that callers get', () => {
    const { spec } = named('Deployment', 'countersign-tokens')
    const [container] = spec.template.spec.containers
    const labels = spec.template.metadata.labels
    const [port] = named('Service', 'countersign-tokens').spec.ports
    const policy = named('NetworkPolicy', 'countersign-tokens').spec
    expect([spec.replicas, spec.strategy.type]).toEqual([1, 'Recreate'])
    expect(container.readinessProbe).toMatchObject({ periodSeconds: 1, httpGet: { path: '/healthz' } })
    expect(spec.selector.matchLabels).toEqual(labels)
    expect(named('Service', 'countersign-tokens').spec.selector).toEqual(labels)
    expect(policy.podSelector.matchLabels).toEqual(labels)
    expect(container.args).toContain(`0.0.0.0:${port.port}`)
    expect([container.ports[0].containerPort, policy.ingress[0].ports[0].port]).toEqual([8787, 8787])
    expect(container.args.filter((word: string) => providers.some(({ id }) => id === word))).toEqual(
      providers.filter(({ oneToken }) => oneToken).map(({ id }) => id),
    )
  })

  // https://kubernetes.io/docs/concepts/containers/images/#image-names: no registry means Docker Hub.
  it('the broker’s image is pulled from no registry, and has the name that README builds it with', () => {
    const [container] = named('Deployment', 'countersign-tokens').spec.template.spec.containers
    expect(container).toMatchObject({
      image: 'localhost/countersign:latest',
      imagePullPolicy: 'IfNotPresent',
    })
    const readme = files.find(({ path }) => path === 'README.md')?.content
    expect(readme).toContain(`docker build --tag ${container.image} `)
  })

  it('a provider whose token is nobody else’s needs no broker', () => {
    const alone = operatorFiles(providers.filter(({ oneToken }) => !oneToken))
    expect(alone.map(({ path }) => path)).not.toContain('broker.yaml')
    expect(alone.map(({ content }) => content).join('')).not.toContain('countersign-tokens')
  })
})

describe('with the extension', () => {
  const extended = operatorFiles(providers, { extension: true, hasModule: false })
  const contentOf = (path: string) => extended.find((one) => one.path === path)?.content ?? ''

  it.each(providers)('$id: every pod runs k6 with the extension, the script by itself', ({ id }) => {
    const [{ spec }] = parseAllDocuments(contentOf(`${id}.testrun.yaml`)).map(readDocument)
    for (const pod of [spec.initializer, spec.runner])
      expect(pod).toMatchObject({ image: 'localhost/countersign-k6:latest', imagePullPolicy: 'IfNotPresent' })
    expect(spec.script.configMap.file).toBe(`${id}.k6.js`)
    const validate = schemas.TestRun as ValidateFunction
    const [run] = parseAllDocuments(contentOf(`${id}.testrun.yaml`)).map(readDocument)
    expect([validate(run), validate.errors]).toEqual([true, null])
    expect(contentOf('README.md')).toContain(`${id}-test --from-file=${id}.k6.js\n`)
  })

  it('builds the image from sources beside the Dockerfile, after their checksum', () => {
    expect(contentOf('k6.Dockerfile')).toContain(`COPY k6-extension.tar.gz k6-extension.tar.gz.sha256 ./
RUN sha256sum -c k6-extension.tar.gz.sha256 && `)
    expect(contentOf('README.md')).toContain('--file k6.Dockerfile .\n')
  })
})
