import http from 'k6/http'
import { countersign } from '../node_modules/@countersign/k6/dist/countersign.js'
import { runCases } from './cases.ts'

export const options = { vus: 1, iterations: 1 }

const { at, settings } = JSON.parse(__ENV.GIVEN ?? '{}')

const inqud = countersign('inqud', settings.inqud)
const simple = countersign('inqud', { ...settings.inqud, mode: 'simple' })
const sync = countersign.sync('inqud', settings.inqud)
const mastercard = countersign('mastercard', settings.mastercard)

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

export default () =>
  runCases({
    'plain bodies': () =>
      Object.entries(bodies).map(([name, body]) => http.post(to(`plain ${name}`), body as string)),
    'signed bodies': () =>
      Promise.all(Object.entries(bodies).map(([name, body]) => inqud.post(to(`signed ${name}`), body))),
    'sync bodies': () => Object.entries(bodies).map(([name, body]) => sync.post(to(`sync ${name}`), body)),
    'a text of k6 that is not UTF-8': async () => {
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
    'no JSON': () => mastercard.post(`${at.mastercard}/refused`, '{"a":1,}', json),
  })
