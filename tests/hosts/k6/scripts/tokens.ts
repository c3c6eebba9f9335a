import { countersign } from '../node_modules/@countersign/k6/dist/countersign.js'
import { runCases } from './cases.ts'

export const options = { vus: 1, iterations: 1 }

const { at, settings, garbage, broker } = JSON.parse(__ENV.GIVEN ?? '{}')

const send = (name: string) => countersign('sendpayments', settings[name])
const [ends, never, html] = [send('ends'), send('never'), send('html')]
const imburse = countersign('imburse', settings.imburse)
const inqud = countersign('inqud', settings.inqud)
const once = countersign('imburse', settings.imburse, { tokens: 'setup' })
const unheld = countersign('sendpayments', settings.send, { tokens: 'setup' })

export default () =>
  runCases({
    '401 once': async () => [
      (await ends.get(`${at.ends}/v1/a`)).status,
      (await ends.post(`${at.ends}/v1/b`, 'text')).status,
    ],
    '401 for ever': async () => (await never.get(`${at.never}/v1/a`)).status,
    'a token endpoint that responds with HTML': () => html.get(`${at.html}/v1/a`),
    ...Object.fromEntries(
      (garbage as string[]).map((name) => {
        const client = countersign('sendpayments', settings.send, {
          tokens: `${broker}/${name.replaceAll(' ', '-')}`,
        })
        return [`broker: ${name}`, () => client.get(`${at.send}/v1/a`)]
      }),
    ),
    'no token held': () => unheld.get(`${at.send}/v1/a`),
    'a token that ended': () => {
      unheld.hold({ token: 'ended', useUntil: 1 })
      return unheld.get(`${at.send}/v1/a`)
    },
    'hold() of another': () => ends.hold({ token: 'x', useUntil: 1 }),
    'lease() of none': () => inqud.lease(`${at.inqud}/v1/a`),
    'lease() of one for one request': () => once.lease(`${at.imburse}/v1/a`),
    'one for one request': async () => (await once.get(`${at.imburse}/v1/a`)).status,
    'a token of its own': async () => (await imburse.get(`${at.imburse}/v1/a`)).status,
  })
