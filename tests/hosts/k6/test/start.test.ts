import { describe, expect, it } from 'vitest'
import { archive, k6, run, script } from './k6.js'
import { listening, startRecorder } from './servers.js'

describe.skipIf(!k6)('a test that cannot start', () => {
  it.each([
    ['a missing setting', 'alone.ts', 'SENDPAYMENTS_CLIENT_SECRET is missing'],
    [
      'a misspelt one',
      'alone.ts',
      'There is no setting SENDPAYMENTS_SECRET. Did you mean SENDPAYMENTS_CLIENT_SECRET?',
    ],
    ['an unknown provider', 'unknown-provider.ts', 'There is no provider "imbrse" in this file'],
  ])('%s ends it at init, in one line', async (_, name, words) => {
    const recorder = await startRecorder()
    const env = {
      ORIGIN: recorder.origin,
      SENDPAYMENTS_HOSTS: recorder.host,
      SENDPAYMENTS_CLIENT_ID: 'client',
      SENDPAYMENTS_SECRET: 'throwaway',
    }
    const { code, text } = await run(script(name), { env })
    expect({ code, text }).toMatchObject({ code: 107 })
    expect(text).toContain(words)
    // No stack, which would be of the file that is imported.
    expect(text).not.toContain('countersign.js:')
    expect(recorder.seen).toEqual([])
  })

  it('a secret that no source has: at the start of a test, and not of its archive', async () => {
    await archive(script('secrets.ts'))
    const recorder = await startRecorder()
    const mock = ['--secret-source', 'mock=INQUD_TOKEN_ID=TKN-1']
    for (const args of [[], mock]) {
      const { code, text } = await run(script('secrets.ts'), { env: { ORIGIN: recorder.origin }, args })
      expect({ code, text }).toMatchObject({ code: 107 })
      expect(text).toMatch(
        /Inqud: INQUD_TOKEN_(ID|SECRET) is missing: neither __ENV nor the secret source has it/,
      )
    }
    expect(recorder.seen).toEqual([])
  })

  it('of named secrets a source is asked for each but once, by all users together', async () => {
    const values: Record<string, string> = { INQUD_TOKEN_ID: 'TKN-1', INQUD_TOKEN_SECRET: 'throwaway' }
    const asked: string[] = []
    const vault = await listening((request, response) => {
      const name = (request.url ?? '').slice(1)
      asked.push(name)
      response.writeHead(values[name] ? 200 : 404).end(JSON.stringify({ value: values[name] }))
    })
    const recorder = await startRecorder()
    const env = { ORIGIN: recorder.origin, INQUD_HOSTS: recorder.host }
    const args = ['--vus', '10', '--iterations', '10', '--secret-source']
    args.push(`url=urlTemplate=${vault}/{key},responsePath=value`)
    const NAMES = 'tokenId,tokenSecret'
    expect(await run(script('secrets.ts'), { env: { ...env, NAMES }, args })).toMatchObject({ code: 0 })
    expect(asked.sort()).toEqual(Object.keys(values))
    expect(recorder.seen).toHaveLength(10)
    const wrong = await run(script('secrets.ts'), { env: { ...env, NAMES: 'tokenid' }, args })
    expect(wrong.text).toContain('Inqud has no setting "tokenid"')
    expect(wrong.code).toBe(107)
  })

  it('a refusal that nobody catches fails its iteration with the reason', async () => {
    const recorder = await startRecorder()
    const env = { ORIGIN: recorder.origin, INQUD_TOKEN_ID: 'TKN-1', INQUD_TOKEN_SECRET: 'throwaway' }
    const { text } = await run(script('secrets.ts'), { env })
    expect(text).toContain('CountersignError: Inqud: ')
    expect(text).toContain('Only if the host may get the credentials: list it in INQUD_HOSTS')
    expect(text).not.toContain('throwaway')
    expect(recorder.seen).toEqual([])
  })

  it('a setting that is not required and misspelt is warned of at the start', async () => {
    const recorder = await startRecorder()
    const env = { INQUD_TOKEN_ID: 'TKN-1', INQUD_TOKEN_SECRET: 'throwaway', INQUD_HOST: recorder.host }
    const { text } = await run(script('secrets.ts'), { env: { ...env, ORIGIN: recorder.origin } })
    expect(text).toContain('There is no setting INQUD_HOST. Did you mean INQUD_HOSTS?')
  })

  it('COUNTERSIGN=no, like off, leaves the requests of all users as they are, and says so', async () => {
    const recorder = await startRecorder()
    const env = { ORIGIN: recorder.origin, COUNTERSIGN: 'no' }
    const runs = [run(script('alone.ts'), { env, args: ['--vus', '5', '--iterations', '5'] })]
    runs.push(run(script('setup-token.ts'), { env, args: ['--vus', '5', '--iterations', '5'] }))
    for (const { code, text } of await Promise.all(runs)) {
      expect({ code, text }).toMatchObject({ code: 0 })
      expect(text).toContain('COUNTERSIGN is off: requests to Send Payments leave unsigned.')
      expect(text.split('leave unsigned').length).toBeLessThan(5)
    }
    expect(recorder.seen.map(({ headers }) => headers.authorization)).toEqual(Array(10).fill(undefined))
  })
})
