import { providers } from '@countersign/core'
import { nodeHost } from '@countersign/hosts/node'
import { describe, expect, it } from 'vitest'
import { linesOf, readCaptures, verifyFile } from '../dist/index.js'
import { copied, exporters } from './exporters.js'
import { INQUD, inqud, NOW } from './vendors.js'

const env: Record<string, string> = INQUD
const verify = (text: string) =>
  verifyFile(readCaptures(Buffer.from(text)), {
    providers,
    settings: (name) => env[name],
    host: nodeHost(),
    at: NOW,
    ways: 0,
  })

const BODIES = [
  '{"amount": 50, "name": "John Doe"}',
  '{"a":"50%","b":"%41%PATH%","c":"a&b|c<d>e^f","d":"it\'s!"}',
  '{"quote":"say \\"hi\\"","path":"C:\\\\dir\\\\x","line":"a\\nb"}',
  '{\n  "amount": 50,\n  "name": "x"\n}',
  '{\r\n  "amount": 50\r\n}',
  'a=1&b=%20c',
]

describe.each(exporters)('curl copied by $name', (exporter) => {
  it.each(BODIES)('is read as it was sent: %j', async (body) => {
    const sent = inqud({ body })
    const [verdict] = await verify(copied(sent, exporter))
    expect(verdict).toMatchObject({ verdict: 'verified', url: sent.url, method: 'POST' })
  })

  it('is read with the line ends of the Windows clipboard', async () => {
    const text = copied(inqud({ body: BODIES[3] ?? '' }), exporter).replace(/\r?\n/g, '\r\n')
    expect((await verify(text))[0]?.verdict).toBe('verified')
  })
})

it('several commands that Chrome copies at once are read', async () => {
  const today = exporters[2]
  if (!today) throw new Error('no exporter')
  const all = ['1', '2'].map((digit) => inqud({ body: `{"a":${digit}}`, salt: digit.repeat(64) }))
  const text = all.map((sent) => copied(sent, today)).join(' &\r\n')
  expect((await verify(text)).map(({ verdict }) => verdict)).toEqual(['verified', 'verified'])
})

it.each(['Zoë', '😀'])('letters that Chrome loses are the cause, not the client: %s', async (name) => {
  const today = exporters[2]
  if (!today) throw new Error('no exporter')
  const [verdict] = await verify(copied(inqud({ body: JSON.stringify({ name }) }), today))
  expect(verdict).toMatchObject({ verdict: 'not-verified', step: 'body' })
  expect(verdict?.why).toMatch(/the browser lost .* copy it as cURL \(bash\), or save a HAR/)
})

it('a quoted URL is never for cmd, whatever the body holds', async () => {
  const { headers, url } = inqud({ body: '{"a":"^\\"b"}' })
  const quoted = headers.map(([name, value]) => `-H '${name}: ${value}'`).join(' ')
  const [verdict] = await verify(`curl '${url}' -X POST ${quoted} --data-raw '{"a":"^\\"b"}'`)
  expect(verdict).toMatchObject({ verdict: 'verified', url })
})

describe('a command that is read as going elsewhere', () => {
  it.each([
    'curl https://example.com/ --next-is https://api.inqud.com/v1/x',
    "curl https://example.com/ -H 'Host: api.inqud.com'",
    'curl x.test -d "$(curl https://api.inqud.com/v1/x)"',
    "curl 'https://{www,api}.inqud.com/v1/x'",
    "curl '{https://example.com,https://api.inqud.com}/v1/x'",
  ])('is not verified: %s', async (command) => {
    const [verdict] = await verify(command)
    expect(verdict).toMatchObject({
      verdict: 'not-verified',
      why: expect.stringContaining('its text names api.inqud.com'),
    })
  })

  it('is nobody’s if it names nobody', async () => {
    expect((await verify('curl https://example.com/a -H "Host: example.com"'))[0]?.verdict).toBe(
      'not-claimed',
    )
  })
})

it('"Copy as fetch" is read, of Chrome and of Firefox', async () => {
  const { url, headers, body, method } = inqud({ body: '{"name":"Zoë"}' })
  const options = JSON.stringify(
    { headers: Object.fromEntries(headers), body, method, mode: 'cors' },
    null,
    2,
  )
  const text = `fetch("${url}", ${options}); ;\nawait fetch("${url}", ${options});`
  expect((await verify(text)).map(({ verdict, why }) => [verdict, why.slice(0, 30)])).toEqual([
    ['verified', 'the signature matches'],
    ['not-verified', 'salt: it was used before, in f'],
  ])
})

describe('HAR', () => {
  const har = (request: object, creator = 'WebInspector') =>
    JSON.stringify({
      log: { creator: { name: creator }, entries: [{ request: { headers: [], ...request } }] },
    })
  const bearer = { method: 'GET', url: 'https://api.sendpayments.com/x' }
  const settings: Record<string, string> = {
    ...INQUD,
    SENDPAYMENTS_CLIENT_ID: 'a',
    SENDPAYMENTS_CLIENT_SECRET: 'bcdefgh12',
  }
  const first = async (text: string) =>
    (
      await verifyFile(readCaptures(Buffer.from(text)), {
        providers,
        settings: (name) => settings[name],
        host: nodeHost(),
        at: NOW,
      })
    )[0]

  it('of Chrome leaves Authorization out, which is said', async () => {
    expect((await first(har(bearer)))?.why).toMatch(/^Authorization: Chrome leaves .* with sensitive data/)
    expect((await first(har(bearer, 'Firefox')))?.why).toMatch(/^Authorization: it is missing/)
  })

  it('without a body and with bodySize -1 holds no body', async () => {
    const post = { method: 'POST', url: 'https://api.inqud.com/x', bodySize: -1 }
    const headers = inqud({ body: '{"a":1}' }).headers.map(([name, value]) => ({ name, value }))
    expect((await first(har({ ...post, headers })))?.why).toMatch(/^body: the HAR holds no body/)
  })
})

describe('when nothing matches', () => {
  it('lists the likely causes in order, with fingerprints, and the next command in a line of its own', async () => {
    const captures = readCaptures(
      Buffer.from(copied(inqud({ body: '{}', secret: 'z'.repeat(64) }), exporters[4] as never)),
    )
    const [verdict] = await verifyFile(captures, {
      providers,
      settings: (name) => env[name],
      host: nodeHost(),
      at: NOW,
      commands: { explain: (label) => `explain ${label}`, init: () => '' },
    })
    const lines = linesOf(verdict as never)
    expect(verdict?.tried).toMatch(/ways, none matches/)
    expect(lines.filter((line) => line.includes('likely: '))).toEqual([
      expect.stringMatching(
        /another INQUD_TOKEN_SECRET, or that of another environment: .* SHA-256 [0-9a-f]{8}…/,
      ),
      expect.stringMatching(/a body that a tool changed/),
      expect.stringContaining('the salt made twice: one was signed, and another sent'),
      expect.stringMatching(/a key derived from INQUD_TOKEN_SECRET/),
    ])
    expect(lines.slice(-2)).toEqual([
      '  next: compare each step with what it should be:',
      '    explain curl command 1',
    ])
  })

  it.each<[string, string, string, RegExp]>([
    ['a shell took the quotes', '{amount: 50}', '{"amount": 50}', /has its quotes, which a shell took away/],
    ['a literal \\n at the end', '{"a":1}\\n', '{"a":1}', /has no \\n, as two characters/],
    ["a Python dict's text", '{"a": "b"}', "{'a': 'b'}", /Python dict/],
  ])('%s is found', async (_name, body, signed, why) => {
    const [verdict] = await verifyFile(
      readCaptures(Buffer.from(copied(inqud({ body, signed }), exporters[4] as never))),
      {
        providers,
        settings: (name) => env[name],
        host: nodeHost(),
      },
    )
    expect(verdict?.why).toMatch(why)
  })

  it('a body that is "< ./file" is named', async () => {
    const sent = { ...inqud({ body: '< ./body.json', signed: '{}x' }) }
    const [verdict] = await verify(copied(sent, exporters[4] as never))
    expect(verdict?.seen.join()).toMatch(/the text "< FILE", not what is in the file/)
  })

  it('{{constructor}} is a variable like any other', async () => {
    const [verdict] = await verifyFile(
      readCaptures(
        Buffer.from(copied(inqud({ body: '{"a":"{{constructor}}"}', signed: 'x' }), exporters[4] as never)),
      ),
      { providers, settings: (name) => ({ ...env })[name], host: nodeHost(), at: NOW, ways: 2000 },
    )
    expect(verdict).toMatchObject({ verdict: 'not-verified', step: 'signature' })
  })
})

describe('a request in a file that > of Windows PowerShell 5.1 wrote', () => {
  // about_Output_Encoding: UTF-16LE with a mark; each line that a program prints ends in CRLF, the last one too.
  const redirected = ({ method, url, headers, body }: ReturnType<typeof inqud>) => {
    const head = [`${method} ${url}`, ...headers.map(([name, value]) => `${name}: ${value}`)]
    const text = [...head, '', String(body)].join('\n')
    const lines = text.replace(/\r?\n$/, '').split(/\r?\n/)
    return Buffer.from(`\ufeff${lines.map((line) => `${line}\r\n`).join('')}`, 'utf16le')
  }
  const verified = (file: Buffer) =>
    verifyFile(readCaptures(file), {
      providers,
      settings: (name) => env[name],
      host: nodeHost(),
      at: NOW,
      ways: 0,
    })

  it.each(['{"a":1}', '{\n  "a": 1\n}', '{\r\n "a": 1\r\n}', '{"a":1}\n', '{"a":1}\r\n'])(
    'is verified: %j',
    async (body) => {
      const [verdict] = await verified(redirected(inqud({ body })))
      expect(verdict?.verdict).toBe('verified')
    },
  )

  it('is not verified if anything else was changed', async () => {
    const [verdict] = await verified(redirected({ ...inqud({ body: '{"a":1}' }), body: '{"a":2}' }))
    expect(verdict?.verdict).toBe('not-verified')
  })
})
