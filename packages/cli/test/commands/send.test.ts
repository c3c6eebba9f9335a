import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type Sandbox, startSandbox } from '@countersign/sandbox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openToAll } from '../../src/dotenv/mode.js'
import { emptyFolder, run, said } from '../run.js'

let sandbox: Sandbox
let elsewhere: Server
let origin: string
const arrived: string[] = []
const BODY = '{"name":"Zoë","amount":12.50}'

beforeAll(async () => {
  sandbox = await startSandbox()
  elsewhere = createServer((request, response) => {
    arrived.push(request.rawHeaders.join('\n'))
    if (request.url === '/redirect') response.writeHead(302, { Location: `${origin}/other` }).end()
    else if (request.url === '/gzip')
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync('clear'))
    else if (request.url === '/unfinished') response.writeHead(404).end('no such thing')
    else if (request.url === '/sealed') response.end('{"encryptedData":"a.b.c.d.e"}')
    else if (request.url === '/hour-ago')
      response.writeHead(403, { Date: new Date(Date.now() - 3_600_000).toUTCString() }).end()
    else response.writeHead(200).end('plain')
  })
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`
})
afterAll(async () => {
  await sandbox.close()
  elsewhere.closeAllConnections()
  elsewhere.close()
  const secrets = Object.entries(sandbox.env).filter(
    ([name]) => /SECRET|PRIVATE|KEY$/.test(name) && !/PUBLIC/.test(name),
  )
  for (const [, secret] of secrets) expect(said.join('\n')).not.toContain(secret)
})

const url = (provider: string, path = '/v1/things') => `${sandbox.origins[provider]}${path}`
const at = () => origin.replace('http://', '')

describe('every provider and mode', () => {
  it.each([
    ['imburse', {}],
    ['inqud', {}],
    ['inqud', { INQUD_MODE: 'simple' }],
    ['sendpayments', {}],
    ['mastercard', {}],
  ])('%s %j', async (provider, set) => {
    const { status, json, stderr } = await run(['send', 'post', url(provider), '--body', BODY], {
      env: { ...sandbox.env, ...set },
    })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(json).toMatchObject({ ok: true, provider, method: 'POST', body: BODY })
  })

  it('shows status and headers, and ends with 1 on --fail', async () => {
    const env = { ...sandbox.env, INQUD_TOKEN_SECRET: 'in vain' }
    const refused = await run(['send', 'GET', url('inqud'), '-i'], { env })
    expect(refused.text).toMatch(/^HTTP 401\nContent-Type: application\/json\n[\s\S]*\n\n\{"error"/)
    expect(refused.status).toBe(0)
    expect((await run(['send', 'GET', url('inqud'), '--fail'], { env })).status).toBe(1)
  })

  it('names what to look at if a signed request is refused, and a clock that is off', async () => {
    const env = { ...sandbox.env, INQUD_HOSTS: at() }
    const { stderr } = await run(['send', 'GET', `${origin}/hour-ago`], { env })
    expect(stderr).toMatch(
      /status 403 \(Forbidden\)\. This machine's clock is 36\d\d s ahead of .*: set it\./,
    )
    expect(stderr).toContain(
      "Check that the credentials belong to this host's environment and allow the call.",
    )
  })

  it('prints JSON', async () => {
    const { json } = await run(['send', 'GET', url('inqud'), '--json'], { env: sandbox.env })
    expect(Object.keys(json)).toEqual(['status', 'headers', 'bodyBase64'])
    expect(json.headers).toContainEqual(['Content-Type', 'application/json'])
    expect(JSON.parse(Buffer.from(json.bodyBase64, 'base64').toString())).toMatchObject({ ok: true })
  })
})

describe('the body', () => {
  it('of a file or of standard input is sent as its bytes are', async () => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0xfe, 0, 13, 10]), randomBytes(100_000)])
    const file = join(emptyFolder(), 'body')
    writeFileSync(file, bytes)
    const due = createHash('sha256').update(bytes).digest('hex')
    for (const args of [
      ['--body-file', file],
      ['--body-file', '-'],
    ]) {
      const { json } = await run(['send', 'POST', url('inqud'), ...args], { env: sandbox.env, input: bytes })
      expect(json.bodySha256).toBe(due)
      expect(json.headers['content-type']).toBeUndefined()
    }
  })

  it.each([
    ['UTF-16', Buffer.from('\ufeff{"a":1}\r\n', 'utf16le')],
    ['UTF-8', Buffer.from('\ufeff{"a":1}')],
  ])(
    'with a byte order mark, as Windows PowerShell writes %s, is sent with a warning',
    async (_name, body) => {
      const args = ['sign', 'POST', url('inqud'), '--body-file', '-']
      const { stderr } = await run(args, { env: sandbox.env, input: body })
      expect(stderr).toContain('begins with a byte order mark')
    },
  )

  it('that is JSON is called so, unless the caller says otherwise', async () => {
    const typed = await run(['send', 'POST', url('inqud'), '--body', BODY], { env: sandbox.env })
    expect(typed.json.headers['content-type']).toBe('application/json')
    const own = await run(['send', 'POST', url('inqud'), '--body', BODY, '-H', 'content-type: text/x'], {
      env: sandbox.env,
    })
    expect(own.json.headers['content-type']).toBe('text/x')
  })
})

describe('settings', () => {
  const some = () => {
    const { INQUD_TOKEN_SECRET: secret = '', ...rest } = sandbox.env
    return { secret, rest }
  }

  it('come from --set, then the environment, then the .env file', async () => {
    const { secret, rest } = some()
    const cwd = emptyFolder()
    writeFileSync(join(cwd, '.env'), `INQUD_TOKEN_SECRET=${secret}\n`)
    expect((await run(['send', 'GET', url('inqud'), '--fail'], { env: rest, cwd })).status).toBe(0)
    expect(
      (await run(['send', 'GET', url('inqud'), '--fail'], { env: { ...rest, INQUD_TOKEN_SECRET: '' }, cwd }))
        .status,
    ).toBe(0)
    expect(
      (await run(['send', 'GET', url('inqud'), '--fail'], { env: { ...rest, INQUD_TOKEN_SECRET: 'x' }, cwd }))
        .status,
    ).toBe(1)
    const set = await run(['send', 'GET', url('inqud'), '--fail', '--set', `INQUD_TOKEN_SECRET=${secret}`], {
      env: { ...rest, INQUD_TOKEN_SECRET: 'x' },
    })
    expect(set.status).toBe(0)
    expect(set.stderr).toMatch(/INQUD_TOKEN_SECRET is on the command line/)
  })

  it.each([
    ['at the end', `INQUD_TOKEN_ID=TKN-1\nINQUD_TOKEN_SECRET="secret\n`, 'INQUD_TOKEN_SECRET'],
    ['before a value in quotes', `INQUD_TOKEN_ID="TKN-1\nINQUD_TOKEN_SECRET="secret"\n`, 'INQUD_TOKEN_ID'],
  ])('are refused if a quotation mark is not closed %s', async (_where, text, name) => {
    const cwd = emptyFolder()
    writeFileSync(join(cwd, '.env'), text, { mode: 0o600 })
    const { status, stderr } = await run(
      ['send', 'GET', 'https://api.inqud.com/', '--set', `INQUD_HOSTS=${at()}`],
      { cwd },
    )
    expect(status).toBe(1)
    expect(stderr).toBe(
      `countersign: .env: the value of ${name} begins with a quotation mark that is not closed. Close it, or put the whole value in quotes of another kind.\n`,
    )
  })

  it.each([
    ['JSON', '{\n  "INQUD_TOKEN_ID": "TKN-1"\n}\n', 'it is JSON'],
    ['bytes', '\u0001\u0002\u0003', 'it is not text'],
    ['a list of names', '# mine\nINQUD_TOKEN_ID\n', 'line 2 has no "=", and no other line has one'],
  ])('are refused if the file is %s', async (_what, text, why) => {
    const cwd = emptyFolder()
    writeFileSync(join(cwd, 'other.env'), text, { mode: 0o600 })
    const { status, stderr } = await run(['doctor', '--dotenv', 'other.env'], { cwd })
    expect(status).toBe(1)
    expect(stderr).toBe(
      `countersign: other.env is not a .env file: ${why}. A .env file has lines of NAME=VALUE.\n`,
    )
  })

  it('of a line without "=" are named, and a folder named .env is none of ours', async () => {
    const cwd = emptyFolder()
    mkdirSync(join(cwd, '.env'))
    expect((await run(['doctor'], { cwd })).status).toBe(0)
    const text = 'A="two\nlines"\nINQUD_TOKEN_ID TKN-1\nexport PATH\n'
    writeFileSync(join(cwd, 'one.env'), text, { mode: 0o600 })
    const { stderr } = await run(['send', 'GET', url('inqud'), '--dotenv', 'one.env'], { cwd })
    expect(stderr).toContain('one.env: line 3 is not NAME=VALUE: INQUD_TOKEN_ID has no "=".\n')
    expect(stderr).not.toContain('line 4')
  })

  it('of the environment that differ from those of the file that is named are said to go first', async () => {
    const { secret, rest } = some()
    const cwd = emptyFolder()
    writeFileSync(join(cwd, 'one.env'), `INQUD_TOKEN_SECRET=${secret}\n`, { mode: 0o600 })
    const words = ['send', 'GET', url('inqud'), '--dotenv', 'one.env']
    const { text, stderr } = await run(words, { cwd, env: { ...rest, INQUD_TOKEN_SECRET: 'of-yesterday' } })
    expect(stderr.replace(/\s+/g, ' ')).toContain(
      "the environment goes before one.env, and has another INQUD_TOKEN_SECRET. To use the file's: unset INQUD_TOKEN_SECRET",
    )
    expect(text + stderr).not.toContain('of-yesterday')
    expect((await run(words, { cwd, env: { ...rest, INQUD_TOKEN_SECRET: secret } })).stderr).toBe('')
  })

  it('may be in a file of their own', async () => {
    const { secret, rest } = some()
    const file = join(emptyFolder(), 'secret')
    writeFileSync(file, `${secret}\n`)
    const { status } = await run(['send', 'GET', url('inqud'), '--fail'], {
      env: { ...rest, INQUD_TOKEN_SECRET_FILE: file },
    })
    expect(status).toBe(0)
    const missing = await run(['send', 'GET', url('inqud')], {
      env: { ...rest, INQUD_TOKEN_SECRET_FILE: `${file}.not` },
    })
    expect(missing.stderr).toMatch(/INQUD_TOKEN_SECRET_FILE names .*there is no such file/)
    expect(missing.status).toBe(1)
  })

  it('may hold a PEM on one line, or on many', async () => {
    const dotenv = join(emptyFolder(), 'x.env')
    const lines = Object.entries(sandbox.env)
    for (const written of [
      lines.map(([name, value]) => `${name}="${value.replace(/\n/g, '\\n')}"`),
      lines.map(([name, value]) => `${name}="${value}"`),
      lines.map(([name, value]) => `${name}=${value.replace(/\n/g, '\\n')}`),
    ]) {
      writeFileSync(dotenv, written.join('\n'), { mode: 0o600 })
      const { status, stderr } = await run([
        'send',
        'POST',
        url('mastercard'),
        '--body',
        '{}',
        '--fail',
        '--dotenv',
        dotenv,
      ])
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    }
  })

  it('in a file that every user can read are warned about, once, except on Windows', {
    tags: ['posix'],
  }, async () => {
    const { secret, rest } = some()
    const cwd = emptyFolder()
    const note = '.env holds secrets, and every user of this machine can read it (mode 644): chmod 600 .env'
    writeFileSync(join(cwd, '.env'), `INQUD_TOKEN_SECRET=${secret}\n`)
    for (const [mode, said] of [
      [0o644, `countersign: ${note}\n`],
      [0o640, ''],
      // A file system without modes shows the same for every file.
      [0o777, ''],
    ] as const) {
      chmodSync(join(cwd, '.env'), mode)
      expect((await run(['send', 'GET', url('inqud')], { env: rest, cwd })).stderr).toBe(said)
    }
    chmodSync(join(cwd, '.env'), 0o644)
    expect(openToAll(join(cwd, '.env'), 'win32')).toBeUndefined()
    writeFileSync(join(cwd, '.env'), 'INQUD_MODE=hmac\n')
    expect((await run(['send', 'GET', url('inqud')], { env: sandbox.env, cwd })).stderr).toBe('')
  })

  it.each([
    [{ IMBURSE_PRIVATE_KEY: '' }, 'imburse', /IMBURSE_PRIVATE_KEY is missing \(empty\)/],
    [{ IMBURSE_PRIVATE_KEY: 'not base64!' }, 'imburse', /IMBURSE_PRIVATE_KEY is not base64/],
    [{ IMBURSE_TOKEN_USE: 'twice' }, 'imburse', /IMBURSE_TOKEN_USE must be once or until-expiry/],
    [{ INQUD_MODE: 'md5' }, 'inqud', /INQUD_MODE must be hmac or simple/],
    [
      { MASTERCARD_ENCRYPTION_CERTIFICATE: 'garbage' },
      'mastercard',
      /MASTERCARD_ENCRYPTION_CERTIFICATE is not a PEM/,
    ],
    [{ MASTERCARD_CLIENT_KEY: '' }, 'mastercard', /MASTERCARD_CLIENT_KEY is missing/],
    [{ INQUD_TOKEN_SECRET: '{{secret}}' }, 'inqud', /INQUD_TOKEN_SECRET still holds a \{\{variable\}\}/],
  ])('%j is refused before anything is sent', async (set, provider, message) => {
    const before = sandbox.requests.length
    const { status, stderr, text } = await run(['send', 'POST', url(provider), '--body', '{}'], {
      env: { ...sandbox.env, ...set },
    })
    expect({ status, text }).toEqual({ status: 1, text: '' })
    expect(stderr).toMatch(message)
    expect(sandbox.requests.length).toBe(before)
  })
})

describe('a client certificate that cannot be shown', () => {
  const pem = (type: 'rsa' | 'encrypted') => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const secret = type === 'encrypted' ? { cipher: 'aes-256-cbc', passphrase: 'x' } : {}
    return privateKey
      .export({ type: 'pkcs8', format: 'pem', ...secret } as { type: 'pkcs8'; format: 'pem' })
      .toString()
  }

  it.each([
    ['MASTERCARD_CLIENT_KEY', () => 'garbage', /MASTERCARD_CLIENT_KEY is not a PEM; a private key is needed/],
    [
      'MASTERCARD_CLIENT_KEY',
      () => pem('encrypted'),
      /MASTERCARD_CLIENT_KEY is encrypted with a pass phrase/,
    ],
    [
      'MASTERCARD_CLIENT_KEY',
      () => pem('rsa'),
      /MASTERCARD_CLIENT_KEY is not the key of MASTERCARD_CLIENT_CERTIFICATE/,
    ],
    [
      'MASTERCARD_CLIENT_CERTIFICATE',
      () => 'garbage',
      /MASTERCARD_CLIENT_CERTIFICATE is not a PEM; a certificate is needed/,
    ],
    ['COUNTERSIGN_CACERT', () => 'garbage', /COUNTERSIGN_CACERT holds no certificate/],
  ])('%s', async (name, value, message) => {
    const env = { ...sandbox.env, [name]: value() }
    const { status, stderr } = await run(['send', 'POST', url('mastercard'), '--body', '{}'], { env })
    expect(status).toBe(1)
    expect(stderr).toMatch(message)
  })

  it('comes from files too', async () => {
    const {
      MASTERCARD_CLIENT_CERTIFICATE: cert = '',
      MASTERCARD_CLIENT_KEY: key = '',
      COUNTERSIGN_CACERT: ca = '',
      ...env
    } = sandbox.env
    const cwd = emptyFolder()
    for (const [name, text] of Object.entries({ cert, key, ca })) writeFileSync(join(cwd, name), text)
    const args = ['--cert', 'cert', '--key', 'key', '--cacert', 'ca', '--fail']
    expect(
      (await run(['send', 'POST', url('mastercard'), '--body', '{}', ...args], { env, cwd })).status,
    ).toBe(0)
  })
})

describe('a request that is nobody’s', () => {
  it('is refused, and nothing arrives', async () => {
    const before = arrived.length
    const { status, stderr } = await run(['send', 'GET', `${origin}/?x=api.inqud.com`], { env: sandbox.env })
    expect(status).toBe(1)
    expect(stderr).toMatch(
      /Nothing is sent: no provider claims 127\.0\.0\.1:\d+: .*INQUD_HOSTS lists 127\.0\.0\.1:\d+/,
    )
    expect(arrived.length).toBe(before)
  })

  it.each(['api-inqud.com', 'api.inqud.com.evil.test'])(
    'and only looks like a known one is called so first: %s',
    async (host) => {
      const { stderr } = await run(['send', 'GET', `https://${host}/`], { env: sandbox.env })
      expect(stderr).toMatch(
        /which only looks like (api\.)?inqud\.com, a host of Inqud\. Correct the URL.*list it in INQUD_HOSTS/,
      )
    },
  )

  it('is sent as it is with --unsigned, without a credential', async () => {
    const { text } = await run(['send', 'GET', `${origin}/x`, '--unsigned'], { env: sandbox.env })
    expect(text).toBe('plain')
    for (const value of Object.values(sandbox.env)) expect(arrived.at(-1)).not.toContain(value)
  })

  it('is not lifted over the host rule by --provider', async () => {
    const { status } = await run(['send', 'GET', `${origin}/x`, '--provider', 'inqud'], { env: sandbox.env })
    expect(status).toBe(1)
  })

  it('is one that COUNTERSIGN=off left alone', async () => {
    const { status, stderr } = await run(['send', 'GET', url('inqud')], {
      env: { ...sandbox.env, COUNTERSIGN: 'off' },
    })
    expect(status).toBe(1)
    expect(stderr).toMatch(/COUNTERSIGN is off/)
  })
})

describe('the response', () => {
  const env = () => ({ ...sandbox.env, INQUD_HOSTS: at(), MASTERCARD_HOSTS: '' })

  it('of a redirect is not followed', async () => {
    const before = arrived.length
    const { json } = await run(['send', 'GET', `${origin}/redirect`, '--json'], { env: env() })
    expect(json.status).toBe(302)
    expect(arrived.length).toBe(before + 1)
  })

  it('does not share its last line with what is said of it', async () => {
    const { text, stderr } = await run(['send', 'GET', `${origin}/unfinished`], { env: env() })
    expect(text).toBe('no such thing')
    expect(stderr).toMatch(/^\ncountersign: The response has the status 404/)
  })

  it('is unpacked', async () => {
    expect((await run(['send', 'GET', `${origin}/gzip`], { env: env() })).text).toBe('clear')
  })

  it('that does not open is shown as it came, with the reason', async () => {
    const { status, stderr, text } = await run(['send', 'GET', `${origin}/sealed`], {
      env: { ...sandbox.env, MASTERCARD_HOSTS: at() },
    })
    expect({ status, text }).toEqual({ status: 1, text: '{"encryptedData":"a.b.c.d.e"}' })
    expect(stderr).toMatch(/not a JWE/)
  })

  it('that does not come is explained', async () => {
    const free = await new Promise<number>((resolve) => {
      const server = createServer().listen(0, '127.0.0.1', () => {
        const { port } = server.address() as AddressInfo
        server.close(() => resolve(port))
      })
    })
    const { status, stderr } = await run(['send', 'GET', `http://127.0.0.1:${free}/`], {
      env: { ...sandbox.env, INQUD_HOSTS: `127.0.0.1:${free}` },
    })
    expect(status).toBe(1)
    expect(stderr).toMatch(/No response from 127\.0\.0\.1:\d+: nothing listens/)
  })

  it('of a server whose authority is not trusted is refused', async () => {
    const { COUNTERSIGN_CACERT: _, ...rest } = sandbox.env
    const { status, stderr } = await run(['send', 'POST', url('mastercard'), '--body', '{}'], { env: rest })
    expect(status).toBe(1)
    expect(stderr).toMatch(/TLS connection .* failed/)
  })
})

describe('a wrong command', () => {
  it.each([
    [['send']],
    [['send', 'GET']],
    [['nonsense']],
    [['send', 'GET', 'https://api.inqud.com/', '--nonsense']],
    [['send', 'GET', 'https://api.inqud.com/', '-H', 'no colon']],
    [['send', 'GET', 'https://api.inqud.com/', '--body', 'a', '--body-file', 'b']],
    [['send', 'GET', 'https://api.inqud.com/', '--set', 'novalue']],
    [['send', 'GET', 'https://api.inqud.com/', '--provider', 'stripe']],
    [['send', 'GET', 'https://api.inqud.com/', '--cert', 'x']],
    [['send', 'G E T', 'https://api.inqud.com/']],
    [['send', 'GET', 'https://api.inqud.com/', '--body', 'a', '--body', 'b']],
  ])('%j ends with 2', async (args) => {
    const { status, stderr, text } = await run(args, { env: sandbox.env })
    expect({ status, text }).toEqual({ status: 2, text: '' })
    expect(stderr).toMatch(/--help/)
    expect(stderr).not.toMatch(/\n\s+at /)
  })

  it.each([
    [['send', 'https://api.inqud.com/'], /The method comes first, as in: countersign send GET URL/],
    [
      ['send', 'https://api.inqud.com/', 'GET'],
      /"https:\/\/api\.inqud\.co" is not a method\. The method comes/,
    ],
    [['send', 'PSOT', 'https://api.inqud.com/'], /"PSOT" is not a method of HTTP\. Did you mean POST\?/],
    [['sign', 'delet', 'https://api.inqud.com/'], /Did you mean DELETE\?/],
    [['send', 'GET', 'https://api.inqud.com/', '-H', 'X-A:', 'b'], /Put quotes around a value with spaces\./],
    [['send', 'GET', 'https://api.inqud.com/', '--dotenv', ''], /--dotenv takes the name of a file\./],
    [['send', 'GET', 'https://api.inqud.com/', '--body-file', ''], /--body-file takes the name of a file/],
    [['send', 'CONNECT', 'https://api.inqud.com/'], /CONNECT opens a tunnel through a proxy/],
    [['send', 'GET', 'https://api.inqud.com/', '-H', ':authority: x'], /has no name before its colon/],
    [
      ['send', 'POST', 'https://api.inqud.com/', '-H', 'transfer-encoding: chunked', '--body', 'a'],
      /-H transfer-encoding: the body is sent with its length/,
    ],
    [['send', 'GET', 'https://api.inqud.com/', '-m', '5'], /Did you mean --timeout SECONDS\?/],
    [
      ['send', 'GET', 'https://api.inqud.com/', '--body', 'a', '--body', 'b'],
      /--body is given more than once/,
    ],
  ])('%j says what was meant', async (args, message) => {
    const { status, stderr } = await run(args, { env: sandbox.env })
    expect(status).toBe(2)
    expect(stderr.replace(/\s+/g, ' ')).toMatch(message)
  })

  it('a method that HTTP does not know is sent all the same, if it is no slip', async () => {
    const { text } = await run(['sign', 'LIST', 'https://api.inqud.com/v1'], { env: sandbox.env })
    expect(text).toMatch(/^LIST https:/)
  })

  it('a host with letters that only look like others is named in ASCII', async () => {
    const { status, stderr } = await run(['send', 'GET', 'https://pаypal.com/'], { env: sandbox.env })
    expect(status).toBe(1)
    // RFC 3492, by another implementation: Python's codecs.
    expect(stderr.replace(/\s+/g, ' ')).toContain('In ASCII it is xn--pypal-4ve.com.')
  })

  it('--help of each command ends with 0', async () => {
    for (const name of ['send', 'sign', 'sandbox']) {
      const { status, text } = await run([name, '--help'])
      expect(status).toBe(0)
      expect(text).toMatch(/Usage: countersign/)
    }
  })
})
