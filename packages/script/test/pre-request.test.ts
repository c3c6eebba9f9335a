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

it('a secret in a reason is not told', () => {
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
