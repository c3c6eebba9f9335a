import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { json } from '../../hosts/insomnia/test/app.js'
import { startSandboxed } from '../../hosts/insomnia/test/sandboxed.js'
import { type DpopServers, startDpop } from './dpop-servers.js'
import { appWith, built, isLong, type Own, TOOLS, tools } from './own.js'

let servers: DpopServers
beforeAll(async () => {
  servers = await startDpop()
})
afterEach(() => void servers.seen.splice(0))
afterAll(() => servers?.close())

const requests = [
  { method: 'GET', path: '/accounts?page=2' },
  {
    method: 'POST',
    path: '/payments',
    headers: { 'Content-Type': 'application/json' },
    body: '{"amount":50}',
  },
]

/** What has no memory from one request to the next, and sees no response, cannot learn an API's nonce. */
const REPEATS = ['the command line', 'k6', 'k6 with the extension']
const NETWORKED = tools.filter((name) => name !== "Insomnia's plugin sandbox")
const SHORT = ['the command line']

/** A provider that was written apart from the package, and the package's own file to copy. */
const DPOP = [
  ['dpop.ts', 'acmebank', 'privateKey'],
  ['../../../definitions/schemes/dpop.ts', 'wallet', 'signingKey'],
] as const

describe.each(DPOP)('private_key_jwt and DPoP, with oidc-provider: %s', (file, id, key) => {
  let own: Own
  beforeAll(async () => {
    const { clientId, privateKey, issuer, api } = servers
    own = await built(file, id, { clientId, [key]: privateKey, tokenUrl: `${issuer}/token` }, api, [issuer])
  })

  it.each(NETWORKED.filter((name) => isLong || SHORT.includes(name)))('in %s', async (name) => {
    if (name.startsWith('k6') && !inject(name === 'k6' ? 'k6' : 'extension')) return
    await TOOLS[name]?.(own, requests)
    expect(servers.seen).toEqual(['accepted', 'accepted'])
  })

  it.each(REPEATS.filter((name) => tools.includes(name) && (isLong || SHORT.includes(name))))(
    'in %s: the API asks for a nonce, and the request is sent once more',
    async (name) => {
      if (name.startsWith('k6') && !inject(name === 'k6' ? 'k6' : 'extension')) return
      servers.asksForNonce = true
      await TOOLS[name]?.(own, requests.slice(0, 1)).finally(() => {
        servers.asksForNonce = false
      })
      expect(servers.seen).toEqual(['use_dpop_nonce', 'accepted'])
    },
  )

  it("in Insomnia's plugin sandbox, whose token request is a request of its own", async () => {
    const app = await appWith(own, startSandboxed)
    const post = (headers: { name: string; value: string }[] = []) =>
      app.send({
        environment: own.env,
        request: { _id: 'req_token', method: 'POST', url: `${servers.issuer}/token`, headers },
      })
    // There is no memory: the nonce of the first response goes into the second request, as a tag would put it there.
    const first = await post()
    const value = first.response?.headers.find(({ name }) => name.toLowerCase() === 'dpop-nonce')?.value ?? ''
    const second = await post([{ name: 'DPoP-Nonce', value }])
    const { access_token } = json(second.response?.body)
    const Authorization = {
      name: 'Authorization',
      value: `${id === 'wallet' ? 'DPoP' : 'Bearer'} ${access_token}`,
    }
    const url = `${servers.api}/accounts`
    const done = await app.send({
      environment: own.env,
      request: { _id: 'req_accounts', url, headers: [Authorization] },
    })
    expect([first, second, done].map(({ response }) => response?.statusCode)).toEqual([400, 200, 200])
    expect(servers.seen).toEqual(['accepted'])
  })
})

/** The package's files to copy: the token of a client that authenticates by a JWT, in every tool. */
describe.runIf(isLong).each([
  [
    'private-key-jwt',
    'service',
    ({ byKey, privateKey }: DpopServers) => ({ clientId: byKey, signingKey: privateKey }),
  ],
  [
    'client-secret-jwt',
    'partner',
    ({ bySecret, clientSecret }: DpopServers) => ({ clientId: bySecret, clientSecret }),
  ],
] as const)('%s, with oidc-provider', (file, id, settingsOf) => {
  let own: Own
  beforeAll(async () => {
    const settings = { ...settingsOf(servers), tokenUrl: `${servers.issuer}/token` }
    own = await built(`../../../definitions/schemes/${file}.ts`, id, settings, servers.api, [servers.issuer])
  })

  it.each(NETWORKED)('in %s', async (name) => {
    if (name.startsWith('k6') && !inject(name === 'k6' ? 'k6' : 'extension')) return
    await TOOLS[name]?.(own, requests)
    expect(servers.seen).toEqual(['accepted', 'accepted'])
  })

  it("in Insomnia's plugin sandbox, whose token request is a request of its own", async () => {
    const app = await appWith(own, startSandboxed)
    const post = { _id: 'req_token', method: 'POST', url: `${servers.issuer}/token`, headers: [] }
    const token = await app.send({ environment: own.env, request: post })
    const { access_token } = json(token.response?.body)
    const headers = [{ name: 'Authorization', value: `Bearer ${access_token}` }]
    await app.send({
      environment: own.env,
      request: { _id: 'req_1', url: `${servers.api}/accounts`, headers },
    })
    expect(servers.seen).toEqual(['accepted'])
    app.close()
  })
})
