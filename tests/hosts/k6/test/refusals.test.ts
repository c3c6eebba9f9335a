import { beforeAll, describe, expect, it } from 'vitest'
import { envOf, type Given, given, secretsOf } from './given.js'
import { file, k6, type Point, pointsIn, type Ran, run, script } from './k6.js'
import { startRecorder } from './servers.js'

describe.skipIf(!k6)('what is refused', () => {
  let ran: Ran
  let points: readonly Point[]
  let all: Readonly<Record<string, Given>>
  let recorder: Awaited<ReturnType<typeof startRecorder>>
  let other: Awaited<ReturnType<typeof startRecorder>>
  const refusal = (name: string) => ran.cases[name]?.error

  beforeAll(async () => {
    recorder = await startRecorder()
    other = await startRecorder()
    const inqud = await given('inqud')
    all = {
      inqud: { ...inqud, settings: { ...inqud.settings, hosts: recorder.host } },
      imburse: await given('imburse'),
      send: await given('sendpayments'),
      mastercard: await given('mastercard'),
      recorder: { ...inqud, origin: recorder.origin },
      other: { ...inqud, origin: other.origin },
    }
    const out = file('points.json')
    ran = await run(script('refusals.ts'), { env: envOf(all), args: ['--out', `json=${out}`] })
    points = pointsIn(out)
  })

  it('runs all cases in one process, which none of them ends', () => {
    expect({ code: ran.code, text: ran.text }).toMatchObject({ code: 0 })
    expect(ran.cases['open() of what is not sealed']).toEqual({})
  })

  it.each([
    'LF in a header',
    'CR in a header',
    'NUL in a header',
    "LF in a header's name",
    'the same header twice, then LF',
  ])('%s is refused', (name) => expect(refusal(name)).toMatchObject({ code: 'invalid-header' }))

  it.each([
    ['another host', 'unclaimed-host', ' (Inqud has api.inqud.com). Correct the URL'],
    ['another host, sync', 'unclaimed-host', 'INQUD_HOSTS'],
    ['http to the internet', 'insecure-url', 'http'],
    ['no URL', 'invalid-url', 'v1/things'],
  ])('%s gets no credential', (name, code, words) => {
    expect(refusal(name)).toMatchObject({ code, message: expect.stringContaining(words) })
  })

  it.each([
    [
      'unknown provider',
      'invalid-setting',
      'There is no provider "imbrse" in this file; it has imburse, inqud, sendpayments, mastercard, mastercard-oauth.',
    ],
    ['sync unknown', 'invalid-setting', '"imbrse"'],
    ['unknown setting', 'invalid-setting', 'Inqud has no setting "tokenid"'],
    ['missing setting', 'missing-setting', 'INQUD_TOKEN_SECRET is missing'],
    ['wrong choice', 'invalid-setting', 'INQUD_MODE'],
    ['no base64', 'invalid-setting', 'IMBURSE_PRIVATE_KEY'],
    ['not a PEM', 'invalid-key', 'MASTERCARD_ENCRYPTION_CERTIFICATE'],
    ['owner elsewhere', 'missing-setting', 'COUNTERSIGN_TOKENS_SECRET'],
    ['owner without address', 'invalid-', ''],
  ])('%s shows at init', (name, code, words) => {
    const { error } = ran.cases['at init'][name]
    expect(error).toMatchObject({ name: 'CountersignError', code: expect.stringContaining(code) })
    expect(error.message).toContain(words)
  })

  it('follows no redirect with a credential, whatever the parameters say', () => {
    expect(ran.cases.redirect).toEqual([200, 307, 307, 307, 307, 0])
    expect(other.at('/reached')).toHaveLength(1)
  })

  it('a refusal leaves nothing on the wire', () => {
    expect(recorder.seen.filter(({ path }) => path.startsWith('/refused'))).toEqual([])
    expect(other.seen.map(({ path }) => path)).toEqual(['/reached'])
  })

  it('a trend of the time spent signing, and a counter of refusals with their code', () => {
    const signing = points.filter(({ metric }) => metric === 'countersign_signing')
    expect(signing.length).toBeGreaterThanOrEqual(4)
    for (const { value } of signing) expect(value).toBeGreaterThanOrEqual(0)
    const refusals = points.filter(({ metric }) => metric === 'countersign_refusals')
    const due = Object.entries(ran.cases).filter(([, value]) => value?.error)
    expect(due.length).toBeGreaterThan(8)
    expect(refusals.map(({ tags }) => tags.code)).toEqual(due.map(([, { error }]) => error.code))
  })

  it('prints no secret and no token, neither to the screen nor to the metrics', () => {
    const written = ran.text + JSON.stringify(points)
    for (const secret of secretsOf(all)) expect(written.includes(secret)).toBe(false)
    expect(written).not.toMatch(/eyJ[\w-]{8,}\.|Bearer [\w-]{8}|a-token-of-nobody/)
  })
})
