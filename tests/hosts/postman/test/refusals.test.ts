import { type Sandbox, startSandbox } from '@countersign/sandbox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { collection, event, expect200, get, post, type RequestItem, script } from './collections.js'
import { startRecorder } from './recorder.js'
import { bothTools, run, toolNames } from './runners.js'

let sandbox: Sandbox
let broken: Sandbox
let elsewhere: Awaited<ReturnType<typeof startRecorder>>
beforeAll(async () => {
  sandbox = await startSandbox({ mastercard: { mutualTls: false } })
  broken = await startSandbox({ providers: ['imburse', 'sendpayments'] })
  broken.fault('imburse', { token: { kind: 'status', status: 503 } })
  broken.fault('sendpayments', { token: { kind: 'html' } })
  elsewhere = await startRecorder()
})
afterAll(() => Promise.all([sandbox.close(), broken.close(), elsewhere.close()]))

const at = (provider: string, path = '/v1/things') => `${sandbox.origins[provider]}${path}`
const item = (url: string, request: object): RequestItem => ({
  name: url,
  request: { method: 'POST', url, header: [], ...request },
})
const form = { mode: 'formdata', formdata: [{ key: 'a', value: 'b', type: 'text' }] }
const binary = { mode: 'file', file: { content: 'YWJj' } }

interface Case {
  readonly what: string
  readonly provider: string
  readonly env?: Record<string, string | undefined>
  readonly items?: () => RequestItem[]
  /** At the sandbox whose token endpoints fail. */
  readonly faulty?: boolean
  readonly says: RegExp
}

const TOKEN_PATHS = ['/auth', '/v1/identity/hmac']
const CLOSED = 'http://127.0.0.1:9'
const cases: readonly Case[] = [
  {
    what: 'an empty variable',
    provider: 'imburse',
    env: { IMBURSE_PRIVATE_KEY: '' },
    says: /Imburse: IMBURSE_PRIVATE_KEY is missing \(empty\)\. (?!There)/,
  },
  {
    what: 'a misspelt variable',
    provider: 'inqud',
    env: { INQUD_TOKEN_SECRET: '', INQUD_API_SECRET: 'x' },
    says: /INQUD_TOKEN_SECRET is missing \(empty\)\. There is no setting INQUD_API_SECRET\. Did you mean INQUD_TOKEN_SECRET\?/,
  },
  {
    what: 'a list of hosts that no request matches',
    provider: 'inqud',
    env: { INQUD_HOSTS: '*.example' },
    items: () => [get('https://pay.example/v1')],
    says: /INQUD_HOSTS has a useless entry: "\*\.example" has a wildcard/,
  },
  {
    what: 'a variable that points nowhere',
    provider: 'imburse',
    env: { IMBURSE_PRIVATE_KEY: '{{unresolved}}' },
    says: /IMBURSE_PRIVATE_KEY still holds a \{\{variable\}\}/,
  },
  {
    what: 'a key that is not one',
    provider: 'imburse',
    env: { IMBURSE_PRIVATE_KEY: 'not base64!' },
    says: /IMBURSE_PRIVATE_KEY is not base64/,
  },
  { what: 'an error on the exchange', provider: 'imburse', faulty: true, says: /identity\/hmac[^.]* 503/ },
  {
    what: 'garbage from /auth',
    provider: 'sendpayments',
    faulty: true,
    says: /\/auth [^.]*(not JSON|no JSON|JSON)/,
  },
  {
    what: 'a network that is down',
    provider: 'sendpayments',
    env: { SENDPAYMENTS_HOSTS: '127.0.0.1:9' },
    items: () => [post(`${CLOSED}/v1/things`)],
    says: /failed: (connect )?ECONNREFUSED/,
  },
  {
    what: 'a multipart form',
    provider: 'inqud',
    items: () => [item(at('inqud'), { body: form })],
    says: /bytes of a formdata body/,
  },
  {
    what: 'a file',
    provider: 'mastercard',
    items: () => [item(at('mastercard'), { body: binary })],
    says: /bytes of a file body/,
  },
  {
    what: 'an unresolved variable in the body',
    provider: 'inqud',
    items: () => [post(at('inqud'), '{"a": "{{amount}}"}')],
    says: /body still holds \{\{amount\}\}/,
  },
  {
    what: 'an unresolved variable in the URL',
    provider: 'inqud',
    items: () => [get(at('inqud', '/v1/{{id}}'))],
    says: /URL still holds \{\{id\}\}/,
  },
  {
    what: 'a body that is not JSON',
    provider: 'mastercard',
    items: () => [post(at('mastercard'), 'a=b')],
    says: /expects JSON/,
  },
  {
    what: 'a header with a line end',
    provider: 'inqud',
    env: { line: 'a\r\nX-Injected: yes' },
    items: () => [item(at('inqud'), { header: [{ key: 'A', value: '{{line}}' }] })],
    says: /header "A" holds a line end/,
  },
  {
    what: 'an Authorization tab',
    provider: 'imburse',
    items: () => [item(at('imburse'), { auth: { type: 'basic', basic: [{ key: 'username', value: 'u' }] } })],
    says: /Authorization tab says basic/,
  },
  {
    what: 'http to a far host',
    provider: 'inqud',
    env: { INQUD_HOSTS: 'example.com' },
    items: () => [get('http://example.com/v1')],
    says: /https only/,
  },
]

const leaked = (text: string, env: Record<string, string | undefined>) =>
  ['IMBURSE_PRIVATE_KEY', 'INQUD_TOKEN_SECRET', 'SENDPAYMENTS_CLIENT_SECRET']
    .map((name) => env[name])
    .filter((secret) => secret && !secret.includes('{{') && text.includes(secret))

const ENTROPY = '0123456789abcdef'.repeat(4)
const NAMES = [...new Set(cases.flatMap(({ env = {} }) => Object.keys(env)))]

/** Each case is a request of its own with variables of its own: one run of a tool tries them all. */
function itemsOf({ what, provider, env = {}, items, faulty = false }: Case): object[] {
  const all: Record<string, string | undefined> = { ...(faulty ? broken : sandbox).env, ...env }
  const own = [...new Set([...NAMES, ...Object.keys(sandbox.env)])].map((name) => [name, all[name] ?? ''])
  const set = own.map((pair) => `pm.variables.set(${JSON.stringify(pair[0])}, ${JSON.stringify(pair[1])})`)
  const origin = (faulty ? broken : sandbox).origins[provider]
  const requests = items?.() ?? [post(`${origin}/v1/things`)]
  return requests.map((request) => ({
    ...request,
    name: what,
    event: [event('prerequest', set), event('prerequest', script(`${provider}.pre-request`))],
  }))
}

describe.each(bothTools)('%s', (tool) => {
  it('refuses what cannot be signed, says why, and sends nothing', async () => {
    const before = { ...sandbox.counts, ...broken.counts }
    const { code, text } = await run(tool, collection(cases.flatMap(itemsOf) as RequestItem[], []), {
      env: { ...sandbox.env, COUNTERSIGN_ENTROPY: ENTROPY },
    })
    const flat = text.replace(/\s+/g, ' ')
    for (const { says } of cases) expect(flat).toMatch(says)
    expect(flat.match(/[0-9]+\.? countersign: /g)?.length).toBeGreaterThanOrEqual(cases.length)
    expect(code).toBe(1)
    expect({ ...sandbox.counts, ...broken.counts }).toEqual(before)
    const sent = [...sandbox.requests, ...broken.requests].filter(({ path }) => !TOKEN_PATHS.includes(path))
    expect(sent).toEqual([])
    expect(leaked(text, sandbox.env)).toEqual([])
  })
})

describe.each(toolNames)('%s', (tool) => {
  it('refuses if nothing at all is set', async () => {
    const events = [event('prerequest', script('inqud.pre-request'))]
    const { code, text } = await run(tool, collection([get('https://api.inqud.com/v1')], events))
    expect(text).toContain('no variable of its settings is there')
    expect(code).toBe(1)
  })

  it.each([
    [
      'empty',
      { INQUD_TOKEN_ID: '' },
      'Inqud: INQUD_TOKEN_ID is missing (empty), INQUD_TOKEN_SECRET is missing.',
    ],
    ['misspelt', { INQUD_TOKENID: 'x' }, 'There is no setting INQUD_TOKENID. Did you mean INQUD_TOKEN_ID?'],
  ])(
    'refuses with the script for all providers if all of a provider’s variables are %s',
    async (_what, own, says) => {
      const { code, text } = await run(
        tool,
        collection([get('https://api.inqud.com/v1')], [event('prerequest', script('all.pre-request'))]),
        { env: { IMBURSE_ACCOUNT_ID: 'x', ...own } },
      )
      expect(text.replace(/\s+/g, ' ')).toContain(says)
      expect(code).toBe(1)
    },
  )
})

describe.each(toolNames)('%s', (tool) => {
  const simple = { INQUD_MODE: 'simple' }
  it('sends a body that a script cannot read, if it is not signed', async () => {
    const env = { ...sandbox.env, ...simple }
    const forms = [form, binary].map((body) => item(at('inqud'), { body }))
    const inqud = await run(
      tool,
      collection(forms, [event('prerequest', script('inqud.pre-request')), expect200]),
      { env },
    )
    expect(inqud).toMatchObject({ code: 0 })
    const items = ['imburse', 'sendpayments'].map((provider) => item(at(provider), { body: form }))
    expect(
      await run(tool, collection(items, [event('prerequest', script('all.pre-request')), expect200]), {
        env,
      }),
    ).toMatchObject({ code: 0 })
  })

  it('signs once if the script stands at two levels', async () => {
    const twice = ['imburse', 'inqud', 'sendpayments', 'mastercard'].map((provider) => ({
      ...post(at(provider)),
      event: [event('prerequest', script('all.pre-request'))],
    }))
    const exchange = { ...post(at('imburse', '/v1/identity/hmac'), ''), event: twice[0]?.event ?? [] }
    const env = { ...sandbox.env, COUNTERSIGN_ENTROPY: '0123456789abcdef'.repeat(4) }
    const { code, text } = await run(
      tool,
      collection([...twice, exchange], [event('prerequest', script('all.pre-request')), expect200]),
      { env },
    )
    expect({ code, text }).toMatchObject({ code: 0 })
    expect(text.match(/countersign: \w+ signed/g)).toHaveLength(5)
  })

  it('leaves requests to other hosts alone, and says so once per run', async () => {
    const start = elsewhere.seen.length
    const items = [1, 2, 3].map((n) => post(`${elsewhere.origin}/${n}?id={{$guid}}`))
    const { code, text } = await run(
      tool,
      collection(items, [event('prerequest', script('imburse.pre-request'))]),
      { env: { ...sandbox.env, IMBURSE_ACOUNT_ID: 'x', IMBURSE_ACCOUNT_ID: '' }, args: ['-n', '2'] },
    )
    expect({ code, text }).toMatchObject({ code: 0 })
    // Newman breaks lines anywhere.
    const flat = text.replace(/[\s│|]+/g, '')
    expect(flat.match(/leftarequestasitis/g)).toHaveLength(1)
    expect(flat).toContain('ThereisnosettingIMBURSE_ACOUNT_ID.DidyoumeanIMBURSE_ACCOUNT_ID?')
    const seen = elsewhere.seen.slice(start)
    expect(seen).toHaveLength(6)
    expect(seen.flatMap(({ headers }) => headers).filter(([name]) => /authorization/i.test(name))).toEqual([])
  })

  it('is switched off visibly', async () => {
    const start = elsewhere.seen.length
    const env = { ...sandbox.env, INQUD_HOSTS: elsewhere.host, COUNTERSIGN: 'off' }
    const { text } = await run(
      tool,
      collection([get(`${elsewhere.origin}/`)], [event('prerequest', script('inqud.pre-request'))]),
      { env },
    )
    expect(text).toContain('COUNTERSIGN is off')
    expect(elsewhere.seen.length).toBe(start + 1)
  })
})
