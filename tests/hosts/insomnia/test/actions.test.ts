import { expect, it } from 'vitest'
import { BOTH, inWorlds, POST_JSON } from './worlds.js'

const SIGNED = 'Countersign: what was signed'
const SETTINGS = 'Countersign: settings'

inWorlds(BOTH, (world, kind) => {
  /** What an action shows for a request that was sent in this way before. */
  async function shown(action: string, id: string): Promise<string> {
    const { told } = await world.app.act(action, { _id: id })
    expect(told.alerts).toHaveLength(1)
    return String(told.alerts?.[0])
  }

  if (kind === 'sandbox') {
    it.each([SIGNED, SETTINGS])('%s: says that nothing is kept there', async (action) => {
      await world.send({ _id: 'req_a', url: world.at('inqud') })
      expect(await shown(action, 'req_a')).toMatch(/plugin sandbox nothing is kept.*countersign explain/)
    })
    return
  }

  it.each([SIGNED, SETTINGS])('%s: says so before a first send', async (action) => {
    expect(await shown(action, 'req_never')).toMatch(/was not sent since Insomnia was started/)
  })

  it('shows provider, host rule and each step of the last send, and no secret', async () => {
    await world.send({ _id: 'req_1', url: world.at('inqud') })
    const text = await shown(SIGNED, 'req_1')
    expect(text).toMatch(/signed for Inqud\nprovider: Inqud\nwhy: the host 127\.0\.0\.1 is listed/)
    for (const step of ['how', 'bodyLength', 'mode', 'salt', 'stringToSign', 'signature', 'status']) {
      expect(text).toMatch(new RegExp(`^${step}: .+$`, 'm'))
    }
    expect(text).not.toContain(world.env.INQUD_TOKEN_SECRET)
  })

  it('shows no token', async () => {
    const done = await world.send({ _id: 'req_2', url: world.at('sendpayments') })
    const [, token] = done.wire?.headers.find(([name]) => name === 'Authorization') ?? []
    const text = await shown(SIGNED, 'req_2')
    expect(text).toMatch(/tokenRequest: POST/)
    expect(text).not.toContain(String(token).replace('Bearer ', ''))
    expect(text).not.toContain(world.env.SENDPAYMENTS_CLIENT_SECRET)
  })

  it('shows what was opened', async () => {
    await world.send({ _id: 'req_3', url: world.at('mastercard') })
    const text = await shown(SIGNED, 'req_3')
    expect(text).toMatch(/jweHeader: .*RSA-OAEP-256/)
    expect(text).toMatch(/opened: a JWE/)
    expect(text).not.toContain(POST_JSON.body.text)
  })

  it('shows why a request was refused, and why one was left alone', async () => {
    await world.send(
      { _id: 'req_4', url: world.at('inqud') },
      { environment: { ...world.env, INQUD_TOKEN_SECRET: '' } },
    )
    expect(await shown(SIGNED, 'req_4')).toMatch(/not sent: Inqud: INQUD_TOKEN_SECRET is missing \(empty\)/)
    await world.send({ _id: 'req_5', url: 'https://elsewhere.example/' }, { dryRun: true })
    expect(await shown(SIGNED, 'req_5')).toMatch(
      /left as it was\nbecause no provider claims the host elsewhere\.example/,
    )
  })

  it('says which settings are there, missing or of the wrong kind, the host rule and the clock', async () => {
    const environment = { ...world.env, INQUD_TOKEN_SECRET: '', IMBURSE_ACCOUNT_ID: { a: 1 } }
    await world.send({ _id: 'req_6', url: world.at('inqud') }, { environment })
    const text = await shown(SETTINGS, 'req_6')
    expect(text).toMatch(/^INQUD_TOKEN_ID: set$/m)
    expect(text).toMatch(/^INQUD_TOKEN_SECRET: MISSING$/m)
    expect(text).toMatch(/^INQUD_MODE: not set$/m)
    expect(text).toMatch(/^IMBURSE_PRIVATE_KEY: set, not shown$/m)
    expect(text).toMatch(/^IMBURSE_ACCOUNT_ID: is of the kind object/m)
    expect(text).toMatch(/Inqud: the host 127\.0\.0\.1 is listed in INQUD_HOSTS/)
    expect(text).toMatch(/Clock: no response with a Date yet/)
    await world.send({ _id: 'req_6', url: world.at('inqud') })
    expect(await shown(SETTINGS, 'req_6')).toMatch(/Clock: as in the last response's Date/)
    expect(text).not.toContain(world.env.IMBURSE_PRIVATE_KEY)
  })

  it('uses a dialog, which keeps lines apart, if the app can show an element', async () => {
    await world.send({ _id: 'req_d', url: world.at('inqud') })
    const { told } = await world.app.act(SIGNED, { _id: 'req_d' }, { dialogs: true })
    expect(told).toMatchObject({ alerts: [], dialogs: [expect.stringMatching(/signed for Inqud\nprovider/)] })
  })

  it('remembers fifty requests, and forgets the oldest', async () => {
    for (let n = 0; n <= 50; n++) {
      await world.send({ _id: `req_many_${n}`, url: 'https://elsewhere.example/' }, { dryRun: true })
    }
    expect(await shown(SIGNED, 'req_many_0')).toMatch(/was not sent/)
    expect(await shown(SIGNED, 'req_many_1')).toMatch(/left as it was/)
  })
})
