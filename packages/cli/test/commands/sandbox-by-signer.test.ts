import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { type RequestEvent, type Sandbox, type SandboxEvent, startSandbox } from '@countersign/sandbox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { banner } from '../../dist/commands/sandbox/banner.js'
import { insomniaEnvironment } from '../../dist/commands/sandbox/environments.js'
import { type OwnSandbox, ownSandboxes } from '../../dist/commands/sandbox/own.js'
import { loadUsed, type Used } from '../../dist/use/index.js'
import { ofProvider } from '../../dist/use/named.js'
import { run } from '../run.js'

const folder = mkdtempSync(join(tmpdir(), 'countersign-test-'))
const ready = fileURLToPath(new URL('../../../../definitions/schemes/', import.meta.url))
const copies = readdirSync(ready).map((name) => join(ready, name))

const definition = (scheme: string, options = '', as = '') => {
  const id = `yaml-${scheme}${as}`
  const file = join(folder, `${id}.yaml`)
  const text = `id: ${id}\nhosts: [api.northwindpay.example]\nscheme: ${scheme}\nscheme-options: { ${options} }\nexamples:\n`
  writeFileSync(
    file,
    `${text}  - { name: Pay, method: POST, path: /v1/payments?b=1, body: '{"amount":50}' }\n`,
  )
  return file
}
const definitions = [
  ...readdirSync(ready).map((name) => definition(name.replace('.ts', ''))),
  definition('http-signatures', 'algorithm: rsa-pss-sha512', '-rsa'),
  definition('http-signatures', 'algorithm: ecdsa-p384-sha384', '-p384'),
  definition('http-signatures', 'algorithm: ed25519', '-ed'),
  definition('jws', 'algorithm: HS512', '-hs512'),
  definition('jws', 'algorithm: ES512', '-es512'),
  definition('client-secret-jwt', 'algorithm: HS512', '-hs512'),
  definition('oauth1', 'signatureMethod: RSA-SHA256', '-rsa'),
]

let used: readonly Used[]
let own: readonly OwnSandbox[]
let sandbox: Sandbox
let arrived: RequestEvent | undefined
const seconds = { ahead: 0 }
beforeAll(async () => {
  used = await loadUsed([...copies, ...definitions])
  own = await ownSandboxes(used)
  const clock = () => Date.now() / 1000 + seconds.ahead
  const onEvent = (event: SandboxEvent) => {
    if (event.type === 'request') arrived = event
  }
  sandbox = await startSandbox({ providers: [], own, clock, onEvent })
})
afterAll(() => sandbox?.close())

const stream = new Writable({ write: (_chunk, _encoding, done) => done() })

/** The command that the sandbox prints for a provider, in words. */
function printed(file: string): string[] {
  const io = { env: {}, stdin: Readable.from([]), stdout: stream, stderr: stream, command: 'countersign' }
  const chosen = used.filter((one) => one.file === file)
  const text = banner(sandbox, { own }, { writeDotenv: 'sandbox.env', use: [file] }, { ...io, used: chosen })
  const line = /^ {2}countersign (send .*)$/m.exec(text)?.[1] ?? ''
  return [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, one, two, three]) => one ?? two ?? three ?? '',
  )
}

/** Runs that command. */
async function sent(file: string) {
  const { variables } = ofProvider((used.find((one) => one.file === file) as Used).provider)
  const values = variables.flatMap((name) => {
    const value = sandbox.env[name]
    return value === undefined ? [] : [`${name}="${value.replaceAll('\n', '\\n')}"\n`]
  })
  writeFileSync(join(folder, 'sandbox.env'), values.join(''), { mode: 0o600 })
  return run(printed(file), { cwd: folder })
}

/** What that command sent, for a client that changes it. */
async function signed(file: string): Promise<Signed> {
  await sent(file)
  return asSent()
}

interface Signed {
  readonly method: string
  readonly url: string
  readonly headers: [string, string][]
  readonly body: string
}

function asSent(): Signed {
  const { method, origin, target, headers: raw, body } = arrived as RequestEvent
  const headers = raw.flatMap((name, at): [string, string][] =>
    at % 2 === 1 || /^(host|connection|content-length)$/i.test(name) ? [] : [[name, raw[at + 1] ?? '']],
  )
  return { method, url: origin + target, headers, body: Buffer.from(body).toString() }
}

async function fetched({ method, url, headers, body }: Signed) {
  const response = await fetch(url, { method, headers, ...(body && { body }) })
  return { status: response.status, json: await response.json() }
}

const OF_SIGNATURES = /^(authorization|signature|x-jws-signature|dpop)$/i

/** One letter of the signature is another; it stands near the end of its header. */
const spoilt = (text: string) => {
  const at = text.length - 12
  return `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`
}

it.each([...copies, ...definitions])(
  '%s: the printed command is verified, what differs is refused',
  async (file) => {
    const { status, json, stderr } = await sent(file)
    expect({ status, stderr, ok: json?.ok }).toEqual({ status: 0, stderr: '', ok: true })
    expect(json.notes).toEqual([expect.stringContaining('reads the standard apart from what signs')])
    const request = asSent()
    const wrong = request.headers.map(([name, value]): [string, string] =>
      OF_SIGNATURES.test(name) ? [name, spoilt(value)] : [name, value],
    )
    const without = request.headers.filter(([name]) => !OF_SIGNATURES.test(name))
    for (const headers of [wrong, without]) {
      const refused = await fetched({ ...request, headers })
      expect([refused.status, refused.json.ok]).toEqual([401, undefined])
    }
  },
)

it('Postman’s and Insomnia’s files hold what the default algorithm signs by, and where tokens are', () => {
  const file = (id: string) => {
    const { provider } = used.find((one) => one.provider.id === id) as Used
    return insomniaEnvironment(provider, sandbox.origins[id] ?? '', sandbox.env)
  }
  expect(file('yaml-http-signatures')).toMatchObject({
    YAML_HTTP_SIGNATURES_SECRET: expect.stringMatching(/.{32}/),
  })
  expect(file('yaml-dpop')).toMatchObject({ YAML_DPOP_TOKEN_URL: `${sandbox.origins['yaml-dpop']}/token` })
})

describe('what the verification says', () => {
  const file = join(ready, 'hawk.ts')

  it('names the cause and what to do, as the check', async () => {
    const request = await signed(definitions.find((name) => name.endsWith('yaml-hawk.yaml')) ?? '')
    const { json } = await fetched({ ...request, body: '{"amount": 50}' })
    expect(json.error.message).toMatch(/the JSON of the body is minified.*\. [A-Z].*\.$/)
  })

  it('refuses a nonce that was used before, and a clock that is off', async () => {
    const request = await signed(file)
    const { status, json } = await fetched(request)
    expect([status, json.error.check, json.error.message]).toEqual([
      401,
      'nonceUnused',
      'nonce: it was used before; each request needs a new one.',
    ])
    seconds.ahead = 600
    expect((await sent(file)).json.error.message).toMatch(/ts: it is 6\d\d s .* older than the sandbox/)
    seconds.ahead = 0
  })

  it('refuses a token that it did not issue', async () => {
    const request = await signed(join(ready, 'private-key-jwt.ts'))
    const headers: [string, string][] = [['Authorization', 'Bearer another-token']]
    expect((await fetched({ ...request, headers })).json.error.check).toBe('tokenKnown')
  })
})
