import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { collection, event, type RequestItem, script } from './collections.js'
import { startRecorder } from './recorder.js'
import { run, toolNames } from './runners.js'

let recorder: Awaited<ReturnType<typeof startRecorder>>
let elsewhere: Awaited<ReturnType<typeof startRecorder>>
beforeAll(async () => {
  recorder = await startRecorder()
  elsewhere = await startRecorder()
})
afterAll(() => Promise.all([recorder.close(), elsewhere.close()]))

const env = () => ({
  INQUD_TOKEN_ID: 'TKN-test',
  INQUD_TOKEN_SECRET: 'a secret of these tests',
  INQUD_HOSTS: recorder.host,
  base: recorder.origin,
  other: elsewhere.origin,
})

/** A request with a script of its own, which runs after the collection's. */
const item = (name: string, exec: string, request: object = {}): RequestItem => ({
  name,
  request: {
    method: 'POST',
    url: `{{base}}/${name}`,
    header: [
      { key: 'Content-Type', value: 'application/json' },
      { key: 'X-Mine', value: '1' },
    ],
    body: { mode: 'raw', raw: '{"a": 1} // one', options: { raw: { language: 'json' } } },
    ...request,
  },
  event: [event('prerequest', [exec])],
})

const setBase = () => `pm.variables.set('later', '${recorder.origin}')`
const events = () => [
  event('prerequest', script('inqud.pre-request')),
  event('test', script('inqud.post-response')),
]

const changed: readonly (readonly [item: RequestItem, says: RegExp])[] = [
  [item('path', "pm.request.url.update(pm.request.url.toString() + '/more')"), /changed the URL after/],
  [item('query', "pm.request.url.addQueryParams('a=b')"), /changed the URL after/],
  [item('method', "pm.request.method = 'PUT'"), /changed the method after/],
  [
    item('salt', "pm.request.headers.upsert({ key: 'X-Salt', value: 'mine' })"),
    /changed a signed header after/,
  ],
  [
    item('again', "pm.request.headers.add({ key: 'x-salt', value: 'mine' })"),
    /changed a signed header after/,
  ],
  [item('gone', "pm.request.headers.remove('X-Token-API-Id')"), /changed a signed header after/],
  [item('body', "pm.request.body.raw = '{}'"), /changed the body after/],
  [
    item('both', "pm.request.method = 'PUT'; pm.request.body.update({ mode: 'raw', raw: '' })"),
    /changed the method and the body after/,
  ],
]

describe.each(toolNames)('%s', (tool) => {
  it('is red if a later script changes what was signed, and says what', async () => {
    const items = changed.map(([one]) => one)
    const { code, text } = await run(tool, collection(items, events()), { env: env() })
    const says = text.replace(/\s+/g, ' ').split('# failure detail')[1] ?? ''
    expect(code).toBe(1)
    const told = says.match(/A script changed .*? after/g) ?? []
    expect(told.length).toBeGreaterThanOrEqual(changed.length)
    for (const [{ name }, expected] of changed)
      expect([name, says]).toEqual([name, expect.stringMatching(expected)])
  })

  it("is red if a later script moves a request to a provider's host", async () => {
    const moved = item('moved', `pm.request.url.update('${recorder.origin}/moved')`, {
      url: '{{other}}/moved',
    })
    const { code, text } = await run(tool, collection([moved], events()), { env: env() })
    expect(text.replace(/\s+/g, ' ')).toContain('went to a host of Inqud without being signed')
    expect(code).toBe(1)
  })

  it('refuses a host that only a later script fills in', async () => {
    const before = recorder.seen.length
    const hosts = ['{{later}}/x', 'http://{{later}}/x', `http://{{later}}@${recorder.host}/x`, '{{lat{er}}/x']
    const items = hosts.map((url, at) => item(`host ${at}`, setBase(), { url }))
    const { code, text } = await run(tool, collection(items, events()), { env: env() })
    expect(text.replace(/\s+/g, ' ')).toContain('The host of the URL still holds {{later}}')
    expect([code, recorder.seen.length - before]).toEqual([1, 0])
  })

  it('leaves such a host alone if no provider of the script has settings', async () => {
    const [first] = [item('none set', setBase(), { url: '{{later}}/x' })]
    const all = [event('prerequest', script('all.pre-request')), event('test', script('all.post-response'))]
    const { code, text } = await run(tool, collection([first as RequestItem], all))
    expect({ code, text }).toMatchObject({ code: 0 })
  })

  it('stays green if scripts change nothing that was signed', async () => {
    const items = [
      item('nothing', 'pm.environment.set("x", "y")'),
      item('header', "pm.request.headers.add({ key: 'X-Trace', value: 'mine' })"),
      item('mine', "pm.request.headers.upsert({ key: 'X-Mine', value: '2' })"),
      item('left alone', "pm.request.headers.add({ key: 'X-Trace', value: 'mine' })", { url: '{{other}}/x' }),
      item('é', '', { url: '{{base}}/é b?q=ü\'"&{}=1#frag', header: [] }),
      item('form', '', {
        body: { mode: 'urlencoded', urlencoded: [{ key: 'a b', value: 'é' }] },
        header: [],
      }),
      item('get', '', { method: 'GET' }),
    ]
    const twice = await run(tool, collection(items, events()), { env: env(), args: ['-n', '2'] })
    expect(twice).toMatchObject({ code: 0 })
    const simple = { ...env(), INQUD_MODE: 'simple' }
    const free = [item('body', "pm.request.body.raw = '{}'")]
    expect(await run(tool, collection(free, events()), { env: simple })).toMatchObject({ code: 0 })
  })
})
