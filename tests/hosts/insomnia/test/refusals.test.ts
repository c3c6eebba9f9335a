import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Job, Rendered } from './app.js'
import { BOTH, inWorlds, POST_JSON, type World } from './worlds.js'

const file = join(tmpdir(), `countersign ${process.pid}.bin`)
writeFileSync(file, 'x')
const FORM_DATA = 'multipart/form-data'

interface Case {
  readonly provider: string
  readonly request?: (world: World) => Partial<Rendered>
  readonly environment?: Record<string, unknown>
  readonly plugins?: Job['plugins']
  readonly says: RegExp
}

/** An environment without any entry of Inqud. */
const withoutInqud = ({ env }: World) =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('INQUD_')))

const CASES: Record<string, Case> = {
  'a missing setting': {
    provider: 'inqud',
    environment: { INQUD_TOKEN_SECRET: undefined },
    says: /INQUD_TOKEN_SECRET is missing/,
  },
  'a setting that is empty': {
    provider: 'inqud',
    environment: { INQUD_TOKEN_SECRET: '' },
    says: /INQUD_TOKEN_SECRET is missing \(empty\)/,
  },
  "a provider's own host, all of its settings empty": {
    provider: 'inqud',
    environment: { INQUD_TOKEN_ID: '', INQUD_TOKEN_SECRET: '', INQUD_HOSTS: '' },
    request: () => ({ url: 'https://api.inqud.com/v1/x' }),
    says: /Inqud: INQUD_TOKEN_ID is missing \(empty\), INQUD_TOKEN_SECRET is missing \(empty\)/,
  },
  'a host of a list that no request matches, in a URL': {
    provider: 'inqud',
    request: () => ({ url: 'https://pay.example/x' }),
    environment: { INQUD_HOSTS: 'https://pay.example/' },
    says: /INQUD_HOSTS has a useless entry: "https:\/\/pay\.example\/" has a scheme/,
  },
  'a host that a wildcard is meant for': {
    provider: 'inqud',
    request: () => ({ url: 'https://eu.pay.example/x' }),
    environment: { INQUD_HOSTS: '*.pay.example' },
    says: /INQUD_HOSTS has a useless entry: "\*\.pay\.example" has a wildcard/,
  },
  'a setting that is an object': {
    provider: 'inqud',
    environment: { INQUD_TOKEN_SECRET: { a: 1 } },
    says: /INQUD_TOKEN_SECRET is of the kind object/,
  },
  'a setting that is a list': {
    provider: 'inqud',
    environment: { INQUD_TOKEN_SECRET: ['s'] },
    says: /INQUD_TOKEN_SECRET is a list/,
  },
  'an object with keys of a prototype': {
    provider: 'inqud',
    environment: { INQUD_TOKEN_SECRET: JSON.parse('{"__proto__": {"x": 1}, "toString": "no", "length": 3}') },
    says: /INQUD_TOKEN_SECRET is of the kind object/,
  },
  'a setting of 1 MB': {
    provider: 'inqud',
    environment: { INQUD_TOKEN_SECRET: 'x'.repeat(1024 * 1024) },
    says: /INQUD_TOKEN_SECRET is 1048576 characters long/,
  },
  'a setting that is not base64': {
    provider: 'imburse',
    environment: { IMBURSE_PRIVATE_KEY: '%%%' },
    request: ({ at }) => ({ url: at('imburse', '/v1/identity/hmac') }),
    says: /IMBURSE_PRIVATE_KEY is not base64/,
  },
  'a variable that was not filled in': {
    provider: 'inqud',
    environment: { INQUD_TOKEN_ID: '{{ _.ID }}' },
    says: /INQUD_TOKEN_ID still holds a \{\{variable\}\}/,
  },
  'a certificate that is not one': {
    provider: 'mastercard',
    environment: { MASTERCARD_ENCRYPTION_CERTIFICATE: 'x' },
    says: /MASTERCARD_ENCRYPTION_CERTIFICATE is not a PEM/,
  },
  'a list of hosts that is a list': {
    provider: 'inqud',
    request: ({ at, env }) => ({
      url: at('inqud').replace('127.0.0.1', String(env.INQUD_HOSTS).split(':')[0] ?? ''),
    }),
    environment: { INQUD_HOSTS: 'LISTED' },
    says: /INQUD_HOSTS is a list/,
  },
  'a list of hosts with a variable that was not filled in': {
    provider: 'inqud',
    environment: { INQUD_HOSTS: '{{ _.sandboxHost }}' },
    says: /INQUD_HOSTS .*\{\{/,
  },
  'one with a variable in a part of a name': {
    provider: 'inqud',
    request: () => ({ url: 'https://eu.gateway.example/x' }),
    environment: { INQUD_HOSTS: 'other.example,{{_.region}}.gateway.example' },
    says: /INQUD_HOSTS still holds a \{\{variable\}\}.*eu\.gateway\.example/,
  },
  'one with a tag that was not filled in': {
    provider: 'inqud',
    environment: { INQUD_HOSTS: "{%response 'body','req_1','b64::x::46b'%}" },
    says: /INQUD_HOSTS/,
  },
  'a host without a scheme, which would go over http': {
    provider: 'mastercard',
    request: () => ({ url: 'sandbox.api.mastercard.com:443/x' }),
    environment: { MASTERCARD_OAUTH_PATHS: '/oauth' },
    says: /over https only/,
  },
  'a NUL in a body that is signed': {
    provider: 'inqud',
    request: () => ({ body: { mimeType: 'text/plain', text: 'a\u0000' } }),
    says: /The body holds a NUL/,
  },
  'a NUL in a body that is encrypted': {
    provider: 'mastercard',
    request: () => ({ body: { mimeType: 'application/json', text: '{"a":"\u0000"}' } }),
    says: /The body holds a NUL/,
  },
  'a NUL in a multipart form': {
    provider: 'inqud',
    request: () => ({ body: { mimeType: FORM_DATA, params: [{ name: 'a', value: '\u0000' }] } }),
    says: /The body holds a NUL/,
  },
  'a NUL in a header': {
    provider: 'inqud',
    request: () => ({ headers: [{ name: 'X-Note', value: 'a\u0000' }] }),
    says: /header "X-Note" holds a line end or another control/,
  },
  'the AWS IAM tab, which adds an Authorization to ours': {
    provider: 'imburse',
    request: ({ at }) => ({ url: at('imburse', '/v1/identity/hmac'), authentication: { type: 'iam' } }),
    says: /Auth tab says AWS IAM/,
  },
  'the Digest tab beside a bearer token': {
    provider: 'sendpayments',
    request: () => ({
      headers: [{ name: 'authorization', value: 'Bearer x' }],
      authentication: { type: 'digest' },
    }),
    says: /Auth tab says Digest/,
  },
  'two headers Authorization, one of them a bearer token': {
    provider: 'sendpayments',
    request: () => ({
      headers: ['Bearer x', 'Basic eDp5'].map((value) => ({ name: 'Authorization', value })),
    }),
    says: /has 2 headers Authorization/,
  },
  'half of a surrogate pair in the URL': {
    provider: 'inqud',
    request: ({ at }) => ({ url: at('inqud', '/v1/\ud800') }),
    says: /The URL has half of a surrogate pair/,
  },
  'half of a surrogate pair in a parameter': {
    provider: 'inqud',
    request: () => ({ parameters: [{ name: 'a', value: '\udc00' }] }),
    says: /The URL has half of a surrogate pair/,
  },
  'a header with a line end': {
    provider: 'inqud',
    request: () => ({ headers: [{ name: 'X-Note', value: 'a\r\nX-Injected: yes' }] }),
    says: /header "X-Note" holds a line end/,
  },
  'a header with a line end in its name': {
    provider: 'inqud',
    request: () => ({ headers: [{ name: 'X-A\r\nX-Injected', value: 'yes' }] }),
    says: /holds a line end/,
  },
  'half of a surrogate pair': {
    provider: 'inqud',
    request: () => ({ body: { mimeType: 'text/plain', text: 'a \ud800' } }),
    says: /half of a surrogate pair/,
  },
  'a file as body': {
    provider: 'inqud',
    request: () => ({ body: { mimeType: 'application/octet-stream', fileName: file } }),
    says: /The body is the file "countersign \d+\.bin"/,
  },
  'a file in a multipart form': {
    provider: 'inqud',
    request: () => ({
      body: { mimeType: FORM_DATA, params: [{ name: 'photo', type: 'file', fileName: file }] },
    }),
    says: /a file in its part "photo"/,
  },
  'a file to be encrypted': {
    provider: 'mastercard',
    request: () => ({ body: { mimeType: 'application/json', fileName: file } }),
    says: /The body is the file/,
  },
  'a body to be encrypted that is not JSON': {
    provider: 'mastercard',
    request: () => ({ body: { mimeType: 'application/json', text: '{"a":1,}' } }),
    says: /Mastercard expects JSON/,
  },
  'plain http to the real host': {
    provider: 'inqud',
    request: () => ({ url: 'http://api.inqud.com/v1/x' }),
    says: /over https only/,
  },
  'a user name in the URL': {
    provider: 'inqud',
    request: () => ({ url: 'https://user:password@api.inqud.com/v1/x' }),
    says: /must not hold a user name/,
  },
  'a URL that tools read in different ways': {
    provider: 'inqud',
    request: () => ({ url: 'https://api.inqud.com\\@elsewhere.example/v1/x' }),
    says: /is not a URL with a scheme and a host/,
  },
}

inWorlds(BOTH, (world, kind) => {
  describe('refused, seen by the user, and nothing leaves:', () => {
    it.each(Object.entries(CASES))('%s', async (_name, { provider, request, environment, says }) => {
      const before = world.sandbox.requests.length
      const set = listed(environment, world)
      const done = await world.send(
        { url: world.at(provider), ...request?.(world) },
        { environment: { ...world.env, ...set } },
      )
      expect(done.told.alerts).toEqual([expect.stringMatching(says)])
      expect(done.console).toContainEqual(
        expect.stringMatching(new RegExp(`^error: countersign: not sent: .*${says.source}`)),
      )
      expect(done).toMatchObject({
        error: 'Failed to transform request with plugins',
        thrown: expect.stringMatching(says),
      })
      expect(done.wire).toBeUndefined()
      expect(world.sandbox.requests.length).toBe(before)
    })
  })

  it('says it on the console if there is no window, and sends nothing', async () => {
    const environment = { ...world.env, INQUD_TOKEN_SECRET: undefined }
    const done = await world.send({ url: world.at('inqud') }, { environment, window: false })
    expect(done).toMatchObject({
      error: 'Failed to transform request with plugins',
      thrown: 'Inqud: INQUD_TOKEN_SECRET is missing.',
      console: ['error: countersign: not sent: Inqud: INQUD_TOKEN_SECRET is missing.'],
    })
  })

  // Only with full access is it known that the app gives plugins the names of all entries.
  if (kind === 'full') {
    it("a provider's own host, all of its settings misspelt", async () => {
      const environment = { ...withoutInqud(world), INQUD_TOKENID: 'TKN-1', inqud_secret: 's' }
      const done = await world.send({ url: 'https://api.inqud.com/v1/x' }, { environment, dryRun: true })
      expect(done.wire).toBeUndefined()
      expect(done.told.alerts).toEqual([
        expect.stringContaining(
          'Inqud: INQUD_TOKEN_ID is missing, INQUD_TOKEN_SECRET is missing. There is no setting inqud_secret. Did you mean INQUD_TOKEN_SECRET? There is no setting INQUD_TOKENID. Did you mean INQUD_TOKEN_ID?',
        ),
      ])
    })

    it('an optional setting whose name is misspelt is named once, and the request goes on', async () => {
      const environment = { ...world.env, INQUD_MODES: 'simple' }
      const send = () => world.send({ url: 'https://api.inqud.com/v1/x' }, { environment, dryRun: true })
      const [first, second] = [await send(), await send()]
      const line =
        'warn: countersign: a variable is not read (There is no setting INQUD_MODES. Did you mean INQUD_MODE?)'
      expect(first.console).toEqual([line, 'log: countersign: inqud signed POST /v1/x'])
      expect(second.console).toEqual(first.console.slice(1))
    })
  }

  it("a provider's own host goes on if nothing of the provider is there, and the console says so once", async () => {
    const environment = withoutInqud(world)
    const send = () => world.send({ url: 'https://api.inqud.com/v1/x' }, { environment, dryRun: true })
    const [first, second] = [await send(), await send()]
    expect([first.thrown, first.rendered?.headers]).toEqual([undefined, POST_JSON.headers])
    const line =
      'api.inqud.com belongs to Inqud, which has no settings in this environment, so its requests go as they are'
    expect(first.console).toEqual([`warn: countersign: ${line}`])
    // Nothing outlives a hook in the plugin sandbox.
    expect(second.console).toEqual(kind === 'full' ? [] : first.console)
  })

  it('two providers that claim one host', async () => {
    const environment = { ...world.env, SENDPAYMENTS_HOSTS: world.env.INQUD_HOSTS }
    const done = await world.send({ url: world.at('inqud') }, { environment })
    expect(done.told.alerts).toEqual([
      expect.stringMatching(/Inqud and Send Payments both claim 127\.0\.0\.1/),
    ])
  })

  it('a body that is too large to be encrypted in the plugin sandbox', async () => {
    const text = JSON.stringify({ large: 'x'.repeat(300_000) })
    const done = await world.send({
      url: world.at('mastercard'),
      body: { mimeType: 'application/json', text },
    })
    if (kind === 'full') expect(done.response?.statusCode).toBe(200)
    else
      expect(done.told.alerts).toEqual([expect.stringMatching(/too large to be encrypted.*full host access/)])
  })

  it('a fault in the settings of one provider does not affect another', async () => {
    const environment = {
      ...world.env,
      IMBURSE_PRIVATE_KEY: { a: 1 },
      SENDPAYMENTS_CLIENT_ID: 'x'.repeat(200_000),
    }
    const done = await world.send({ url: world.at('inqud') }, { environment })
    expect(done.response?.statusCode).toBe(200)
  })

  it('numbers and booleans count as their text', async () => {
    const environment = { ...world.env, IMBURSE_ACCOUNT_ID: 12345, IMBURSE_TENANT_ID: true }
    const done = await world.send(
      { url: world.at('imburse'), headers: [{ name: 'Authorization', value: 'Bearer x' }] },
      { environment, dryRun: true },
    )
    const sent = Object.fromEntries(done.wire?.headers ?? [])
    expect(sent).toMatchObject({ 'x-account-id': '12345', 'x-tenant-id': 'true' })
  })

  it.each(['off', 'OFF', ' off '])('COUNTERSIGN=%s switches it off, and says so', async (value) => {
    const environment = { ...world.env, COUNTERSIGN: value }
    const done = await world.send({ url: world.at('inqud') }, { environment, dryRun: true })
    expect(done.wire?.headers).toEqual([
      ['Content-Type', 'application/json'],
      ['Accept', '*/*'],
    ])
    expect(done.console).toEqual([expect.stringMatching(/COUNTERSIGN is off/)])
  })

  it('no secret is in what is said', async () => {
    const environment = {
      ...world.env,
      INQUD_TOKEN_ID: undefined,
      IMBURSE_PRIVATE_KEY: 'not base64 but secret!',
    }
    const all: string[] = []
    for (const provider of ['inqud', 'imburse']) {
      const done = await world.send({ url: world.at(provider, '/v1/identity/hmac') }, { environment })
      all.push(...(done.told.alerts ?? []), ...done.console, String(done.thrown))
    }
    expect(all.join('\n')).not.toContain('not base64 but secret!')
    expect(all.join('\n')).not.toContain(String(world.env.INQUD_TOKEN_SECRET))
  })

  it('a file as body goes as it is if the scheme does not cover it', async () => {
    const environment = { ...world.env, INQUD_MODE: 'simple' }
    const body = { mimeType: FORM_DATA, params: [{ name: 'photo', type: 'file', fileName: file }] }
    const done = await world.send({ url: world.at('inqud'), body, headers: [] }, { environment })
    expect(done.response?.statusCode).toBe(200)
    expect(done.rendered?.body).toEqual(body)
  })
})

/** A setting that stands for the sandbox's own list of hosts, as a list. */
function listed(environment: Record<string, unknown> = {}, { env }: World): Record<string, unknown> {
  return environment.INQUD_HOSTS === 'LISTED' ? { INQUD_HOSTS: [env.INQUD_HOSTS] } : environment
}
