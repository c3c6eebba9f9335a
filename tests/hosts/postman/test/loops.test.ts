import { readFileSync } from 'node:fs'
import { type Sandbox, startSandbox } from '@countersign/sandbox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { collection, event, expect200, get, post, script } from './collections.js'
import { file, isLong, run, type ToolName, toolNames } from './runners.js'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ mastercard: { mutualTls: false } })
})
afterAll(() => sandbox.close())

const pre = (provider: string) => event('prerequest', script(`${provider}.pre-request.min`))
const TIMES = isLong ? 300 : 5
const quiet = ['--reporter-cli-silent', '-n', String(TIMES)]

/** What a run leaves in the environment, the globals and the collection; the Postman CLI writes no such files. */
function exporting(tool: ToolName): [() => Record<string, unknown[]>[], string[]] {
  const kinds = tool === 'newman' ? ['environment', 'globals', 'collection'] : []
  const paths = kinds.map((kind) => file(`${kind}.json`, ''))
  const words = kinds.flatMap((kind, n) => [`--export-${kind}`, paths[n] as string])
  return [() => paths.map((path) => JSON.parse(readFileSync(path, 'utf8'))), words]
}

describe.each(toolNames)('%s', (tool) => {
  it(`sends ${TIMES} requests over one Send token, for one /auth`, async () => {
    const before = { ...sandbox.counts.sendpayments }
    const items = [get(`${sandbox.origins.sendpayments}/accounts`)]
    const { code, text } = await run(tool, collection(items, [pre('sendpayments'), expect200]), {
      env: sandbox.env,
      args: quiet,
    })
    expect({ code, text }).toMatchObject({ code: 0 })
    expect(sandbox.counts.sendpayments).toEqual({
      accepted: (before.accepted ?? 0) + TIMES,
      refused: before.refused,
      token: (before.token ?? 0) + 1,
    })
  })

  it('prints no secret and no token, even if scripts print their request', async () => {
    const habit = event('prerequest', ['console.log(JSON.stringify(pm.variables.get("nothing")))'])
    const items = ['imburse', 'inqud', 'sendpayments', 'mastercard'].map((id) =>
      post(`${sandbox.origins[id]}/v1`),
    )
    const env = { ...sandbox.env, COUNTERSIGN_ENTROPY: '0123456789abcdef'.repeat(4) }
    const [stored, exports] = exporting(tool)
    const { text } = await run(tool, collection(items, [pre('all'), habit, expect200]), {
      env,
      args: exports,
    })
    // Nothing is added to what is stored, and may sync: no token in it.
    for (const { values } of stored().slice(0, 1)) expect(values).toHaveLength(Object.keys(env).length)
    for (const { values = [], variable = [] } of stored().slice(1))
      expect([...values, ...variable]).toEqual([])
    const { IMBURSE_PRIVATE_KEY = '', INQUD_TOKEN_SECRET = '', SENDPAYMENTS_CLIENT_SECRET = '' } = sandbox.env
    for (const secret of [
      IMBURSE_PRIVATE_KEY,
      INQUD_TOKEN_SECRET,
      SENDPAYMENTS_CLIENT_SECRET,
      'eyJ',
      '0123456789abcdef01',
    ]) {
      expect(secret).not.toBe('')
      expect(text).not.toContain(secret)
    }
    expect(text.match(/'countersign: [^']*'/g)?.sort()).toEqual([
      "'countersign: imburse signed POST /v1'",
      "'countersign: inqud signed POST /v1'",
      "'countersign: mastercard signed POST /v1'",
      "'countersign: sendpayments signed POST /v1'",
    ])
  })
})

it.runIf(isLong)(`postman-cli encrypts ${TIMES} of ${TIMES} in a loop over WebCrypto`, async () => {
  const before = sandbox.counts.mastercard?.accepted ?? 0
  const { code, text } = await run(
    'postman-cli',
    collection([post(`${sandbox.origins.mastercard}/v1`)], [pre('mastercard'), expect200]),
    { env: sandbox.env, args: quiet },
  )
  expect({ code, text }).toMatchObject({ code: 0 })
  expect((sandbox.counts.mastercard?.accepted ?? 0) - before).toBe(TIMES)
})
