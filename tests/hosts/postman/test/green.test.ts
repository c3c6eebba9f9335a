import { randomBytes } from 'node:crypto'
import { type Sandbox, startSandbox } from '@countersign/sandbox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { collection, event, expect200, get, post, script } from './collections.js'
import { bothTools, file, isLong, run, type ToolName } from './runners.js'

let sandbox: Sandbox
let mutual: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ mastercard: { mutualTls: false } })
  mutual = await startSandbox({ providers: ['mastercard'] })
})
afterAll(() => Promise.all([sandbox.close(), mutual.close()]))

const entropy = () => randomBytes(32).toString('hex')
const env = (more: Record<string, string> = {}) => ({
  ...sandbox.env,
  COUNTERSIGN_ENTROPY: entropy(),
  ...more,
})

const cases: readonly [string, string?][] = [
  ['imburse'],
  ['inqud'],
  ['inqud', 'simple'],
  ['sendpayments'],
  ['mastercard'],
]

const requests = (provider: string) => {
  const origin = sandbox.origins[provider]
  return [post(`${origin}/v1/things?a=b c&d=é`), get(`${origin}/v1/things`), post(`${origin}/v1/things`)]
}

// A run of the Postman CLI takes seconds.
const builds = (tool: ToolName) => (isLong || tool === 'newman' ? ['', '.min'] : ['.min'])

describe.each(bothTools)('%s', (tool) => {
  it.each(builds(tool))('signs for each provider with its own ID.pre-request%s.js', async (min) => {
    const before = cases.map(([provider]) => sandbox.counts[provider]?.accepted ?? 0)
    const items = cases.flatMap(([provider, mode = 'hmac']) =>
      requests(provider).map((request) => ({
        ...request,
        event: [
          event('prerequest', [`pm.variables.set('INQUD_MODE', '${mode}')`]),
          event('prerequest', script(`${provider}.pre-request${min}`)),
        ],
      })),
    )
    const { code, text } = await run(tool, collection(items, [expect200]), { env: env() })
    expect({ code, text }).toMatchObject({ code: 0 })
    for (const [provider] of cases) expect(text).toContain(`countersign: ${provider} signed POST /v1/things`)
    const sent = cases.map(([provider], at) => (sandbox.counts[provider]?.accepted ?? 0) - (before[at] ?? 0))
    expect(sent).toEqual([3, 6, 6, 3, 3])
  })

  it('signs for all with one script, and opens responses', async () => {
    const seen = [
      "if (pm.request.url.toString().indexOf('MC') > 0) pm.test('opened', function () {",
      "  pm.expect(JSON.parse(pm.variables.get('COUNTERSIGN_OPENED')).ok).to.equal(true)",
      '  pm.expect(pm.response.json().encryptedData).to.be.a("string")',
      '})',
      "else pm.test('none', function () { pm.expect(pm.variables.get('COUNTERSIGN_OPENED')).to.equal(undefined) })",
    ]
    const items = [
      post(`${sandbox.origins.mastercard}/MC`),
      ...['imburse', 'inqud', 'sendpayments'].flatMap(requests),
    ]
    const events = [
      event('prerequest', script('all.pre-request')),
      event('test', script('all.post-response')),
      expect200,
    ]
    const all = items.map((item) => ({ ...item, event: [event('test', seen)] }))
    const { code, text } = await run(tool, collection(all, events), { env: env() })
    expect({ code, text }).toMatchObject({ code: 0 })
  })

  it('holds the certificate for mutual TLS itself', async () => {
    const {
      MASTERCARD_CLIENT_CERTIFICATE = '',
      MASTERCARD_CLIENT_KEY = '',
      COUNTERSIGN_CACERT = '',
    } = mutual.env
    const origin = mutual.origins.mastercard ?? ''
    const list = file('certificates.json', [
      {
        name: 'sandbox',
        matches: [`${origin}/*`],
        key: { src: file('key.pem', MASTERCARD_CLIENT_KEY) },
        cert: { src: file('certificate.pem', MASTERCARD_CLIENT_CERTIFICATE) },
      },
    ])
    const args = ['--ssl-client-cert-list', list, '--ssl-extra-ca-certs', file('ca.pem', COUNTERSIGN_CACERT)]
    const events = [
      event('prerequest', script('mastercard.pre-request')),
      event('test', script('mastercard.post-response')),
      expect200,
    ]
    const { code, text } = await run(tool, collection([post(`${origin}/v1/things`)], events), {
      env: { ...mutual.env, COUNTERSIGN_ENTROPY: entropy() },
      args,
    })
    expect({ code, text }).toMatchObject({ code: 0 })
    expect(text).toContain('opened the response')
  })
})
