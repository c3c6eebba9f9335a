import { readFileSync } from 'node:fs'
import { providers } from '@countersign/core'
import { type Sandbox, startSandbox } from '@countersign/sandbox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bothTools, isLong, run, toolNames } from './runners.js'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ mastercard: { mutualTls: false } })
})
afterAll(() => sandbox.close())

const example = (id: string, kind: string) => {
  const url = new URL(`../../../../examples/postman/${id}.postman_${kind}.json`, import.meta.url)
  return JSON.parse(readFileSync(url, 'utf8'))
}

const ids = providers.map(({ id }) => id)

describe.each(bothTools)('%s', (tool) => {
  it.each(isLong || tool === 'newman' ? ids : ids.slice(0, 1))(
    'runs the example of %s, its variables filled in',
    async (id) => {
      const { values } = example(id, 'environment') as { values: { key: string }[] }
      const given: Record<string, string> = {
        ...sandbox.env,
        COUNTERSIGN_ENTROPY: '0123456789abcdef'.repeat(4),
      }
      const env = Object.fromEntries(values.map(({ key }) => [key, given[key] ?? '']))
      const refused = sandbox.counts[id]?.refused
      const { code, text } = await run(tool, example(id, 'collection'), {
        env: { ...env, baseUrl: sandbox.origins[id] },
      })
      expect({ code, text }).toMatchObject({ code: 0 })
      expect(sandbox.counts[id]?.refused).toBe(refused)
    },
  )
})

describe.each(toolNames)('%s', (tool) => {
  it('requests another token if one was refused', async () => {
    const { item, ...rest } = example('sendpayments', 'collection') as { item: { name: string }[] }
    const calls = item.filter(({ name }) => name !== 'Access token')
    const { values } = example('sendpayments', 'environment') as { values: { key: string }[] }
    const env = Object.fromEntries(values.map(({ key }) => [key, sandbox.env[key] ?? '']))
    const before = sandbox.counts.sendpayments?.token ?? 0
    sandbox.fault('sendpayments', { api: { status: 401, times: 1 } })
    const { code } = await run(
      tool,
      { ...rest, item: [...calls, ...calls] },
      {
        env: { ...env, baseUrl: sandbox.origins.sendpayments },
      },
    )
    sandbox.fault('sendpayments')
    expect(code).toBe(1)
    expect((sandbox.counts.sendpayments?.token ?? 0) - before).toBe(2)
  })

  it('says that no response came if nothing listens', async () => {
    const { values } = example('inqud', 'environment') as { values: { key: string }[] }
    const env = Object.fromEntries(values.map(({ key }) => [key, sandbox.env[key] ?? '']))
    // The sandbox's hosts with a port that nobody listens at.
    const baseUrl = 'http://127.0.0.1:9'
    const { code, text } = await run(tool, example('inqud', 'collection'), {
      env: { ...env, INQUD_HOSTS: '127.0.0.1:9', baseUrl },
    })
    expect(code).toBe(1)
    expect(text).toContain('no response came: see the error of the request')
    expect(text).toContain('ECONNREFUSED 127.0.0.1:9')
  })

  it('is red with the example as it is imported, nothing filled in', async () => {
    const { values } = example('imburse', 'environment') as { values: { key: string; value: string }[] }
    const env = Object.fromEntries(values.map(({ key, value }) => [key, value]))
    const { code, text } = await run(tool, example('imburse', 'collection'), { env })
    expect(code).toBe(1)
    expect(text).toContain('IMBURSE_PUBLIC_KEY is missing (empty), IMBURSE_PRIVATE_KEY is missing (empty)')
  })
})
