import http from 'k6/http'
import { countersign } from '../node_modules/@countersign/k6/dist/countersign.js'
import { outcome, runCases, seen } from './cases.ts'

export const options = { vus: 1, iterations: 1 }

const { at, settings } = JSON.parse(__ENV.GIVEN ?? '{}')

const inqud = countersign('inqud', settings.inqud)
const simple = countersign('inqud', { ...settings.inqud, mode: 'simple' })
const sync = countersign.sync('inqud', settings.inqud)
const imburse = countersign('imburse', settings.imburse)
const send = (name: string) => countersign('sendpayments', settings[name])
const [ends, never, html] = [send('ends'), send('never'), send('html')]
const mastercard = countersign('mastercard', settings.mastercard)
const sealed = (name: string) => countersign('mastercard', settings[name])
const [long, cbc, down] = [sealed('long'), sealed('cbc'), sealed('down')] as const
const [tampered, longTampered] = [sealed('tampered'), sealed('longTampered')] as const
const unheld = countersign('sendpayments', settings.send, { tokens: 'setup' })

// Names of people's own are told as mistakes, as JavaScript alone would not.
const some = countersign as (id: string, settings?: object, options?: object) => unknown
const atInit = Object.fromEntries(
  await Promise.all(
    Object.entries({
      'unknown provider': () => some('imbrse'),
      'unknown setting': () => some('inqud', { ...settings.inqud, tokenid: 'TKN-1' }),
      'missing setting': () => some('inqud', { tokenId: 'TKN-1' }),
      'wrong choice': () => some('inqud', { ...settings.inqud, mode: 'hmca' }),
      'no base64': () => some('imburse', { ...settings.imburse, privateKey: 'n o' }),
      'no PEM': () => some('mastercard', { ...settings.mastercard, encryptionCertificate: 'PEM' }),
      'owner elsewhere': () => some('sendpayments', settings.send, { tokens: 'http://owner.example:1' }),
      'owner without address': () => some('sendpayments', settings.send, { tokens: 'owner' }),
      'sync unknown': () => countersign.sync('imbrse' as 'imburse'),
    }).map(async ([name, run]) => [name, await outcome(run)]),
  ),
)

const bytes = new Uint8Array(Array.from({ length: 64 }, (_, index) => (index * 37) % 256))
const shifted = new Uint16Array(bytes.buffer, 8, 10)
const fields = {
  b: "two words & more=é~*!()'",
  a: [1, 'x'],
  'é name': true,
  '\u{1f600}': 'astral',
  '\uff5e': 'after it in UTF-16, before it in UTF-8',
  none: null,
  whole: 12,
  part: 12.5,
  small: 0.000001,
  large: 123456789.5,
  huge: 1e21,
  minus: -3,
  empty: '',
}
const bodies = {
  text: '{"name":"Zoë"}\r\n',
  object: fields,
  'empty object': {},
  buffer: bytes.buffer,
  subarray: bytes.subarray(5, 21),
  'other view': shifted,
  'data view': new DataView(bytes.buffer, 3, 7),
  nothing: null,
  empty: '',
} as const

const to = (path: string) => `${at.recorder}/${path}`
const refused = (path: string) => `${at.recorder}/refused/${path}`
const json = { headers: { 'Content-Type': 'application/json' } }
const file = () => ({ document: http.file('of a file', 'file.txt', 'text/plain') })
const header = (value: string, name = 'X-Note') => ({ headers: { [name]: value } })

export default () =>
  runCases({
    'at init': () => atInit,
    'plain bodies': () =>
      Object.entries(bodies).map(([name, body]) => http.post(to(`plain ${name}`), body as string)),
    'signed bodies': () =>
      Promise.all(Object.entries(bodies).map(([name, body]) => inqud.post(to(`signed ${name}`), body))),
    'sync bodies': () => Object.entries(bodies).map(([name, body]) => sync.post(to(`sync ${name}`), body)),
    'a text of k6 that is no UTF-8': async () => {
      const text = http.get(to('no UTF-8')).body as string
      await inqud.post(to('signed no UTF-8'), text)
      sync.post(to('sync no UTF-8'), text)
    },
    'own type': () =>
      inqud.post(to('own type'), { a: 1 }, { headers: { 'content-type': 'application/x-own' } }),
    'a file that is not covered': async () => (await simple.post(to('file'), file())).status,
    'a file that is covered': () => inqud.post(refused('file'), file()),
    'a file, sync': () => sync.post(refused('file'), file()),
    'a map': () => inqud.post(refused('map'), new Map([['a', 1]])),
    'a list': () => inqud.post(refused('list'), [1, 2]),
    'a promise': () => inqud.post(refused('promise'), Promise.resolve('text')),
    'a number': () => inqud.post(refused('number'), 12 as never),
    'an object in an object': () => inqud.post(refused('nested'), { a: { b: 1 } }),
    'half a letter': () => inqud.post(refused('half'), 'half \ud83d'),
    compression: () => inqud.post(refused('compression'), 'text', { compression: 'gzip' }),
    'LF in a header': () => inqud.get(refused('lf'), header('one\nX-Two: two')),
    'CR in a header': () => sync.get(refused('cr'), header('one\rtwo')),
    'NUL in a header': () => inqud.sign('GET', refused('nul'), null, header('one\0two')),
    "LF in a header's name": () => inqud.get(refused('name'), header('one', 'X-One\nX-Two')),
    'the same header twice, then LF': async () => {
      await inqud.get(to('header'), header('one'))
      return inqud.get(refused('header'), header('one\n'))
    },
    'another host': () => inqud.get(at.other),
    'another host, sync': () => sync.get(at.other),
    'http to the internet': () => inqud.get('http://api.inqud.com/v1/things'),
    'no URL': () => inqud.get('v1/things'),
    'no JSON': () => mastercard.post(`${at.mastercard}/refused`, '{"a":1,}', json),
    redirect: async () => {
      const url = `${at.recorder}/redirect?to=${encodeURIComponent(`${at.other}/reached`)}`
      const params = { redirects: 5 }
      const plain = http.get(url, { headers: { 'X-Token-API-Secret': 'none' } })
      const { params: signed } = await simple.sign('GET', url, null, params)
      const [one] = http.batch([sync.sign('POST', url, 'text')])
      return [
        plain.status,
        (await simple.get(url, params)).status,
        (await inqud.post(url, 'text', params)).status,
        sync.get(url).status,
        one?.status,
        signed.redirects,
      ]
    },
    '401 once': async () => [
      (await ends.get(`${at.ends}/v1/a`)).status,
      (await ends.post(`${at.ends}/v1/b`, 'text')).status,
    ],
    '401 for ever': async () => (await never.get(`${at.never}/v1/a`)).status,
    'a token endpoint that answers HTML': () => html.get(`${at.html}/v1/a`),
    ...Object.fromEntries(
      (settings.garbage as string[]).map((name) => {
        const client = countersign('sendpayments', settings.send, {
          tokens: `${at.garbage}/${name.replaceAll(' ', '-')}`,
        })
        return [`owner: ${name}`, () => client.get(`${at.send}/v1/a`)]
      }),
    ),
    'no token held': () => unheld.get(`${at.send}/v1/a`),
    'a token that ended': () => {
      unheld.hold({ token: 'ended', useUntil: 1 })
      return unheld.get(`${at.send}/v1/a`)
    },
    'hold() of another': () => ends.hold({ token: 'x', useUntil: 1 }),
    'lease() of none': () => inqud.lease(to('lease')),
    'a token of its own': async () => (await imburse.get(`${at.imburse}/v1/a`)).status,
    'IV of 128 bits': async () => seen(await long.post(`${at.long}/v1/a`, '{"a":1}', json)),
    'AES-CBC': async () => seen(await cbc.post(`${at.cbc}/v1/a`, '{"a":1}', json)),
    ...Object.fromEntries(
      ['tag', 'iv', 'ciphertext', 'key', 'header', 'parts', 'short-iv'].flatMap((part) => [
        [`tampered ${part}`, () => tampered.post(`${at.tampered}/${part}`, '{"a":1}', json)],
        [
          `IV of 128 bits, tampered ${part}`,
          () => longTampered.post(`${at.longTampered}/${part}`, '{"a":1}', json),
        ],
      ]),
    ),
    'an error in clear': async () => seen(await down.post(`${at.down}/v1/a`, '{"a":1}', json)),
    'open() of what is not sealed': async () => (await mastercard.open(http.get(to('clear')))).json(),
  })
