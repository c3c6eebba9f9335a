import { type Sandbox, startSandbox } from '@countersign/sandbox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { collection, event, post, script } from './collections.js'
import { run, toolNames } from './runners.js'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ providers: ['sendpayments'] })
  sandbox.fault('sendpayments', { token: { kind: 'hang' } })
})
afterAll(() => sandbox.close())

describe.each(toolNames)('%s', (tool) => {
  it('sends nothing if the tool itself ends a script that waits', async () => {
    const item = post(`${sandbox.origins.sendpayments}/v1/${tool}`)
    const events = [event('prerequest', script('sendpayments.pre-request'))]
    const args = ['--timeout-script', '1000', '--timeout-request', '2000']
    const { code, text } = await run(tool, collection([item], events), { env: sandbox.env, args })
    expect(text).toContain('script execution timeout')
    expect(code).toBe(1)
    expect(sandbox.requests.filter(({ path }) => path.endsWith(tool))).toEqual([])
  })
})
