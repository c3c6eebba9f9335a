import { expect, it } from 'vitest'
import { preRequest } from '../src/pre-request.js'
import { acme, fakeTool, KEY } from './fake-tool.js'

const spellings = [
  KEY,
  encodeURIComponent(KEY),
  KEY.toUpperCase(),
  KEY.slice(5, 18),
  Buffer.from(KEY).toString('base64url'),
  Buffer.from(KEY).toString('hex'),
]

it.each(spellings)('a secret in the path is not logged: %s', (spelling) => {
  const { tool, told } = fakeTool({ url: `https://acme.example/v1/${spelling}` })
  preRequest(tool, { providers: [acme] })
  expect(told).toHaveLength(1)
  expect(told[0]).toMatch(/^countersign: acme signed POST \/v1\/\S*…/)
  for (const part of ['secret', 'ret key of th', Buffer.from(KEY).toString('hex').slice(2, 16)])
    expect(told[0]?.toLowerCase()).not.toContain(part)
})

it('a secret in a reason is not shown', () => {
  const { tool, told } = fakeTool({})
  const refused = () => {
    throw new Error(`it broke at ${KEY}`)
  }
  preRequest(tool, { providers: [{ ...acme, sign: refused }] })
  preRequest({ ...tool, read: refused }, { providers: [acme] })
  expect(told).toEqual(['refused: it broke at …', 'refused: it broke at …'])
})

it('logs a plain path as it is', () => {
  const { tool, told } = fakeTool({ url: 'https://acme.example/v1/identity/hmac?a=b' })
  preRequest(tool, { providers: [acme] })
  expect(told).toEqual(['countersign: acme signed POST /v1/identity/hmac'])
})

it.each(['{{unset}}', 'other.example, sandbox.{{domain}}:8443', '{{name}}.test'])(
  'refuses what may be meant for a list of hosts that is not filled in: %s',
  (list) => {
    const { tool, told } = fakeTool({ url: 'https://sandbox.acme.test:8443/x' })
    const variable = (name: string) => (name === 'ACME_HOSTS' ? list : tool.variable(name))
    preRequest({ ...tool, variable }, { providers: [acme] })
    expect(told).toEqual([expect.stringMatching(/^refused: .*ACME_HOSTS still holds a \{\{variable\}\}/)])
  },
)

it('leaves alone what no filled in list of hosts would hold', () => {
  const { tool, told } = fakeTool({ url: 'https://elsewhere.test/x' })
  const variable = (name: string) => (name === 'ACME_HOSTS' ? 'sandbox.{{domain}}' : tool.variable(name))
  preRequest({ ...tool, variable }, { providers: [acme] })
  expect(told).toEqual([expect.stringContaining('left a request as it is')])
})

it.each([
  'https://acme.example.evil.test/',
  'https://acme-example/',
  'https://notacme.example/',
  'https://elsewhere.test/acme.example/',
])('leaves alone what is nobody’s: %s', (url) => {
  const { tool, told } = fakeTool({ url })
  preRequest(tool, { providers: [acme] })
  expect(told).toEqual([expect.stringContaining('left a request as it is')])
})

it('names once per run a variable that is nearly an optional setting, and signs', () => {
  const values = { ACME_KEY: KEY, ACME_HOST: 'sandbox.acme.test', OTHER: 'x' }
  const { tool, told } = fakeTool({}, values)
  const named = { ...tool, names: () => Object.keys(values) }
  preRequest(named, { providers: [acme] })
  preRequest(named, { providers: [acme] })
  expect(told).toEqual([
    'countersign: a variable is not read (There is no setting ACME_HOST. Did you mean ACME_HOSTS?)',
    'countersign: acme signed POST /a',
    'countersign: acme signed POST /a',
  ])
})

it('says nothing of variables that are settings, or like none', () => {
  const values = { ACME_KEY: KEY, ACME_HOSTS: '', ACME_COLOUR: 'x', acme: 'y' }
  const { tool, told } = fakeTool({}, values)
  preRequest({ ...tool, names: () => Object.keys(values) }, { providers: [acme] })
  expect(told).toEqual(['countersign: acme signed POST /a'])
})
