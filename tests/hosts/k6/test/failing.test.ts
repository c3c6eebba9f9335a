import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { providers } from '@countersign/core'
import { script as textOf } from '@countersign/k6/script'
import { startSandbox } from '@countersign/sandbox'
import { describe, expect, it } from 'vitest'
import { startBroker } from './broker.js'
import { file, k6, run } from './k6.js'

const module = fileURLToPath(import.meta.resolve('@countersign/k6'))

/** The generated test of a provider. */
function generated(id: string): string {
  const provider = providers.find((one) => one.id === id) as (typeof providers)[number]
  return file(`${id}.k6.js`, textOf(provider, { module }))
}

const ARGS = ['--vus', '5', '--duration', '5s'] as const

describe.skipIf(!k6).concurrent('a test that goes wrong', () => {
  it.each([
    ['sendpayments', { SENDPAYMENTS_CLIENT_SECRET: 'not-the-secret-of-anyone' }, true],
    ['imburse', { IMBURSE_PRIVATE_KEY: Buffer.alloc(32, 7).toString('base64') }, false],
  ])('%s with a wrong key: users do not spin, and say why a few times', async (id, wrong, isBrokered) => {
    const sandbox = await startSandbox({ providers: [id as 'imburse'] })
    const env = { ...sandbox.env, ...wrong, BASE_URL: sandbox.origins[id as 'imburse'] ?? '' }
    const broker = isBrokered ? await startBroker(env) : undefined
    const all = { ...env, ...(broker && { COUNTERSIGN_TOKENS: broker.url }) }
    const { code, text } = await run(generated(id), { env: all, args: ARGS })
    await broker?.kill()
    await sandbox.close()
    expect(code, text).toBe(99)
    expect(text.match(/token-request-failed: No token: /g)?.length).toBeLessThanOrEqual(5 * 3)
    // Five users that ask after 0, 1 and 3 seconds; a broker asks for all of them.
    expect(sandbox.requests.length).toBeLessThanOrEqual(isBrokered ? 5 : 5 * 4)
    expect(sandbox.requests.filter(({ accepted }) => accepted)).toEqual([])
  })

  it('a provider that refuses what is signed is counted, and what to do is said once', async () => {
    const sandbox = await startSandbox({ providers: ['inqud'] })
    const env = {
      ...sandbox.env,
      INQUD_TOKEN_SECRET: 'not-the-secret',
      BASE_URL: sandbox.origins.inqud ?? '',
    }
    const { text } = await run(generated('inqud'), { env, args: ['--vus', '2', '--iterations', '4'] })
    await sandbox.close()
    expect(text).toContain(`denied      ${sandbox.requests.length} with 401, 0 with 403\n`)
    expect(text.match(/`countersign doctor --online`/g)).toHaveLength(1)
    expect(text).not.toContain('not-the-secret')
  })

  it('a broker that restarts costs no refusal and no failed request', async () => {
    const sandbox = await startSandbox({ providers: ['sendpayments'], tokenLifetime: 3 })
    const origin = sandbox.origins.sendpayments ?? ''
    const env = { ...sandbox.env, SENDPAYMENTS_REFRESH_BEFORE: '1', BASE_URL: origin, ORIGIN: origin }
    const broker = await startBroker(env)
    let isRestarted = false
    const summary = file('restart.json')
    const { code, text } = await run(generated('sendpayments'), {
      env: { ...env, COUNTERSIGN_TOKENS: broker.url },
      args: ['--vus', '5', '--duration', '8s', '--out', `json=${summary}`],
      async during() {
        if (isRestarted || sandbox.counts.sendpayments?.token !== 2) return
        isRestarted = true
        await broker.end()
        await startBroker(env, [], broker.at)
      },
    })
    await sandbox.close()
    expect(isRestarted).toBe(true)
    expect(code, text).toBe(0)
    expect(text).toMatch(/refusals {4}0\n/)
    const failed = readFileSync(summary, 'utf8')
      .split('\n')
      .filter((line) => {
        const { type, metric, data } = line ? JSON.parse(line) : { type: '' }
        return (
          type === 'Point' &&
          metric === 'http_req_failed' &&
          data.tags.countersign === 'signed' &&
          data.value > 0
        )
      })
    expect(failed).toEqual([])
  })
})
