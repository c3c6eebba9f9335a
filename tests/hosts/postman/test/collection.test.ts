import { inqud, sendpayments } from '@countersign/core'
import { collection } from '@countersign/postman'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startRecorder } from './recorder.js'
import { run, toolNames } from './runners.js'

const TOKEN = '{"accessToken":"a-token","expiresAt":4102444800}'

let elsewhere: Awaited<ReturnType<typeof startRecorder>>
let moved: Awaited<ReturnType<typeof startRecorder>>
let recorder: Awaited<ReturnType<typeof startRecorder>>
let refusing: Awaited<ReturnType<typeof startRecorder>>
beforeAll(async () => {
  elsewhere = await startRecorder()
  moved = await startRecorder(() => ({ status: 307, body: '', location: `${elsewhere.origin}/x` }))
  recorder = await startRecorder(() => ({ status: 200, body: TOKEN }))
  refusing = await startRecorder(() => ({ status: 401, body: '' }))
})
afterAll(() => Promise.all([refusing.close(), elsewhere.close(), moved.close(), recorder.close()]))

const SECRET = 'quotes " and \\ backslashes \' é'

/** The generated collection of Send Payments, its request for a token alone. */
const tokenRequest = () => {
  const { item, ...rest } = collection(sendpayments) as { item: object[] }
  return { ...rest, item: item.slice(0, 1) }
}

describe.each(toolNames)('the generated collection, %s', (tool) => {
  it('makes a body that holds a secret with quotes and backslashes', async () => {
    const start = recorder.seen.length
    const env = {
      SENDPAYMENTS_CLIENT_ID: 'an id',
      SENDPAYMENTS_CLIENT_SECRET: SECRET,
      SENDPAYMENTS_HOSTS: recorder.host,
      baseUrl: recorder.origin,
    }
    expect(await run(tool, tokenRequest(), { env })).toMatchObject({ code: 0 })
    const bodies = recorder.seen
      .slice(start)
      .map(({ body }) => JSON.parse(Buffer.from(body, 'latin1').toString()))
    expect(bodies).toEqual([{ clientId: 'an id', clientSecret: SECRET }])
  })

  it('says in a failing test why a request to a host that is not the provider’s was not signed', async () => {
    const start = recorder.seen.length
    const env = {
      INQUD_TOKEN_ID: 'an id',
      INQUD_TOKEN_SECRET: SECRET,
      INQUD_HOSTS: '127.0.0.1:9',
      baseUrl: recorder.origin,
    }
    const { code, text } = await run(tool, collection(inqud), { env })
    const count = (inqud.examples ?? []).length
    const flat = text.replace(/\s+/g, ' ')
    expect(
      flat.split(`not signed: no provider claims ${recorder.host}: INQUD_HOSTS lists 127.0.0.1:9`),
    ).toHaveLength(1 + count)
    expect(code).toBe(1)
    expect(recorder.seen.length - start).toBe(count)
  })

  it('says once what to do after a 401, and fails by its own tests alone', async () => {
    const env = {
      INQUD_TOKEN_ID: 'an id',
      INQUD_TOKEN_SECRET: SECRET,
      INQUD_HOSTS: refusing.host,
      baseUrl: refusing.origin,
    }
    const { text } = await run(tool, collection(inqud), { env })
    const flat = text.replace(/\s+/g, ' ')
    expect(flat.split('countersign: The provider refused a signed request (401). Check')).toHaveLength(2)
    expect(flat).toContain('`countersign doctor --online`')
    expect(flat).not.toContain('✗ countersign')
    expect(flat).not.toMatch(/\d\. countersign:/)
  })

  it('follows no redirect, which would take what was signed to another host', async () => {
    const shared = { baseUrl: moved.origin }
    const send = {
      SENDPAYMENTS_CLIENT_ID: 'an id',
      SENDPAYMENTS_CLIENT_SECRET: SECRET,
      SENDPAYMENTS_HOSTS: moved.host,
      ...shared,
    }
    const simple = {
      INQUD_TOKEN_ID: 'an id',
      INQUD_TOKEN_SECRET: 'a secret of these tests',
      INQUD_MODE: 'simple',
      INQUD_HOSTS: moved.host,
      ...shared,
    }
    const start = moved.seen.length
    await run(tool, tokenRequest(), { env: send })
    await run(tool, collection(inqud), { env: simple })
    expect(moved.seen.length - start).toBe(1 + (inqud.examples ?? []).length)
    expect(elsewhere.seen).toEqual([])
  })
})
