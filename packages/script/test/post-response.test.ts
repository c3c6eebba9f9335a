import type { AnyProvider, Header } from '@countersign/core'
import { describe, expect, it } from 'vitest'
import { opener } from '../src/open.js'
import { postResponse } from '../src/post-response.js'
import { preRequest } from '../src/pre-request.js'
import { acme, fakeTool } from './fake-tool.js'

const open = opener({ toOpen: () => ({}), toSeal: () => ({}) })
const settled = () => new Promise((resolve) => setTimeout(resolve, 0))

/** Whatever a provider says of its steps, only what it returns counts. */
const opening = (outcome: object, step: string): AnyProvider => ({
  ...acme,
  open: async ({ trace }) => {
    trace?.('opened', step)
    return outcome
  },
})

it('names a response that decrypts to bytes that are not text', async () => {
  const { after, told, kept } = fakeTool({})
  // A lone continuation byte (RFC 3629).
  postResponse(after(), { providers: [opening({ body: new Uint8Array([0x7b, 0x80]) }, '')], open })
  await settled()
  expect(told).toEqual([
    'failed: Acme: the response decrypts to 2 bytes that are not UTF-8 text. They are not shown, and COUNTERSIGN_OPENED is not set; countersign send prints them.',
  ])
  expect(kept.has('COUNTERSIGN_OPENED')).toBe(false)
})

it.each([
  [{ body: new TextEncoder().encode('{"a":1}') }, 'shown: {"a":1}'],
  [{ unopened: 'no: the key is not set' }, undefined],
  [{}, undefined],
])('steps in any wording change nothing: %j', async (outcome, expected) => {
  for (const step of ['no: whatever', 'yes', '', 'not opened']) {
    const { after, told } = fakeTool({})
    postResponse(after(), { providers: [opening(outcome, step)], open })
    await settled()
    expect(told.filter((line) => !line.startsWith('countersign:'))).toEqual(expected ? [expected] : [])
  }
})

/** What is said in a run whose responses to signed requests are these, and to one that is not signed. */
async function saidOf(responses: readonly { status: number; headers?: readonly Header[] }[]) {
  const { tool, after, told } = fakeTool({})
  for (const { status, headers = [] } of responses) {
    preRequest(tool, { providers: [acme] })
    postResponse(after({ response: { status, headers, body: '' } }), { providers: [acme] })
    await settled()
  }
  return told.filter((line) => !line.startsWith('countersign: acme signed'))
}

describe('a signed request that the provider refuses', () => {
  it.each([401, 403])('%i: what to do is said once a run, and nothing fails', async (status) => {
    const said = await saidOf([{ status }, { status }])
    expect(said).toHaveLength(1)
    expect(said[0]).toContain(`refused a signed request (${status}). Check that the credentials`)
    expect(said[0]).toContain('countersign doctor --online')
  })

  it('names a clock that is off by the Date of the response', async () => {
    const date = (ahead: number) => new Date(Date.now() - ahead * 1000).toUTCString()
    const [ahead] = await saidOf([{ status: 401, headers: [['date', date(3600)]] }])
    expect(ahead).toMatch(/clock is 36\d\d s ahead of the response's Date: set it\./)
    const [behind] = await saidOf([{ status: 401, headers: [['Date', date(-3600)]] }])
    expect(behind).toMatch(/clock is 3[56]\d\d s behind the response's Date: set it\./)
    const [right] = await saidOf([{ status: 401, headers: [['Date', date(1)]] }])
    expect(right).not.toContain('clock is')
  })

  it('is not meant by other statuses, nor by a request of others', async () => {
    expect(await saidOf([{ status: 400 }, { status: 404 }, { status: 500 }])).toEqual([])
    const { after, told } = fakeTool({ url: 'https://other.example/' })
    postResponse(after({ response: { status: 401, headers: [], body: '' } }), { providers: [acme] })
    await settled()
    expect(told).toEqual([])
  })
})
