import { type Sandbox, startSandbox } from '@countersign/sandbox'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { sendRequest } from '../app/app.mjs'
import { findPlugins } from '../app/plugins.mjs'
import { sandboxHooks } from '../app/quickjs.mjs'
import { type Done, json } from './app.js'
import { POST_JSON, tlsOf } from './worlds.js'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox()
})
afterAll(() => sandbox.close())

interface Permissions {
  readonly modules: string[]
  readonly capabilities: string[]
}

/** Sends in the plugin sandbox with other permissions than the plugin asks for. */
async function sendWith(permissions: Permissions, provider: string, environment: object = {}) {
  const [{ directory, manifest }] = findPlugins(inject('data'))
  const changed = { ...manifest, insomnia: { ...manifest.insomnia, permissions } }
  const told = { alerts: [] as string[], stored: [], network: [] }
  const console: string[] = []
  const hooks = sandboxHooks({ directory, manifest: changed }, told, console as never)
  const request = { _id: 'req_1', ...POST_JSON, url: `${sandbox.origins[provider]}/v1/things` }
  const job = { request, environment: { ...sandbox.env, ...environment }, tls: tlsOf(sandbox), hooks }
  const done = (await sendRequest(job as never)) as unknown as Done
  return { done, alerts: told.alerts, console }
}

it('signs without the granted crypto, in plain JavaScript', async () => {
  const { done } = await sendWith({ modules: [], capabilities: ['app'] }, 'inqud')
  expect(json(done.response?.body)).toMatchObject({ ok: true, way: 'hmac', body: POST_JSON.body.text })
})

it('seals nothing without random bytes, and says so', async () => {
  const before = sandbox.requests.length
  const { done, alerts } = await sendWith({ modules: [], capabilities: ['app'] }, 'mastercard')
  expect(done.wire).toBeUndefined()
  expect(alerts).toEqual([expect.stringMatching(/random/)])
  expect(sandbox.requests.length).toBe(before)
})

it('says why on the console if it may show no alert, and sends nothing', async () => {
  const without = { INQUD_TOKEN_SECRET: '' }
  const { done, alerts, console } = await sendWith(
    { modules: ['crypto'], capabilities: [] },
    'inqud',
    without,
  )
  expect([done.wire, alerts]).toEqual([undefined, []])
  expect(console).toEqual(['error: countersign: not sent: Inqud: INQUD_TOKEN_SECRET is missing (empty).'])
})
