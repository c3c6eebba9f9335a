import { describe, expect, it } from 'vitest'
import { file, isExtension, k6, run, script } from './k6.js'
import { expectAllSend, rampsEnv } from './ramps.js'
import { started, usersIn } from './sharing.js'

/** Tokens of Send that last three seconds and are renewed one before their end. */
async function renewing() {
  const { sandbox, seen, asked } = await started({ providers: ['sendpayments'], tokenLifetime: 3 })
  const ORIGIN = sandbox.origins.sendpayments
  return { env: { ...sandbox.env, SENDPAYMENTS_REFRESH_BEFORE: '1', ORIGIN }, seen, asked }
}

describe.skipIf(!k6 || !isExtension)('the extension', () => {
  it('shares one token among 50 virtual users without an owner, with promises and without', async () => {
    const { env, seen, asked } = await renewing()
    const { code, text, metrics } = await run(script('shared-sync.ts'), { env })
    expect({ code, text }).toMatchObject({ code: 0 })
    expect(seen.filter(({ accepted }) => !accepted)).toEqual([])
    const tokens = seen.filter(({ token }) => token).length
    const last = Math.max(...seen.map(({ at }) => at))
    // Each is in use for two seconds, and one may end with the test.
    expect(tokens).toBeLessThanOrEqual((last - (seen[0]?.at ?? 0)) / 2 + 2)
    expect(asked.most).toBe(1)
    expect(metrics.checks).toMatchObject({ passes: seen.length - tokens, fails: 0 })
    expect(usersIn(seen, last - 3, last).size).toBe(50)
  })

  it('hands the request for a token over when its asker is stopped hard, and all users go on sending', async () => {
    const { env, seen } = await renewing()
    const { code, text } = await run(script('ramps.ts'), { env: { ...env, ...rampsEnv } })
    expect({ code, text }).toMatchObject({ code: 0 })
    expect(seen.filter(({ accepted }) => !accepted)).toEqual([])
    expectAllSend(seen)
  })

  it('refuses an unknown hash, encoding or signature as every host does', async () => {
    const refused = [
      "import { host } from 'k6/x/countersign'",
      'const works = [',
      "  () => host.hash('SHA-9', 'a', 'hex'), () => host.hashBytes('SHA-9', 'a'),",
      "  () => host.hmac('SHA-9', 'k', 'a', 'hex'), () => host.hmacBytes('SHA-9', 'k', 'a'),",
      "  () => host.hash('SHA-256', 'a', 'HEX'), () => host.signer('RSA-MD5', { pkcs8: new Uint8Array(1) }),",
      ']',
      'const why = (work) => { try { return work() } catch ({ name, code, message }) { return [name, code, message] } }',
      "export default () => console.log('refusals ' + encodeURIComponent(JSON.stringify(works.map(why))))",
    ]
    const { code, text } = await run(file('unknown-names.js', refused.join('\n')))
    expect({ code, text }).toMatchObject({ code: 0 })
    const [, found = ''] = /refusals ([\w.!~*'()%-]+)/.exec(text) ?? []
    const says = (what: string) => ['CountersignError', 'missing-capability', expect.stringContaining(what)]
    const hash = says('The hash "SHA-9" is not available in k6. Use one of: MD5, SHA-1, SHA-256')
    expect(JSON.parse(decodeURIComponent(found))).toEqual([
      ...[hash, hash, hash, hash],
      says('The encoding "HEX" is not available in k6. Use one of: base64, hex.'),
      says('The signature "RSA-MD5" is not available in k6. Use one of: ECDSA-P256-SHA256'),
    ])
  })

  it('runs beside a module that awaits while it is imported', async () => {
    const waits = file('waits.js', 'export const waited = await 1')
    const importing = [
      `import { waited } from '${waits}'`,
      "import { countersign } from 'k6/x/countersign'",
      "const inqud = countersign.sync('inqud', { tokenId: 'TKN-test', tokenSecret: 'x'.repeat(64) })",
      "export default () => console.log('signed', waited, inqud.sign('GET', 'https://api.inqud.com/').method)",
    ]
    const { code, text } = await run(file('importing.js', importing.join('\n')))
    expect({ code, text }).toMatchObject({ code: 0 })
    expect(text).toContain('signed 1 GET')
  })
})
