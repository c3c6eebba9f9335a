import http from 'k6/http'
import { countersign } from '../node_modules/@countersign/k6/dist/countersign.js'
import { outcome, runCases } from './cases.ts'

export const options = { vus: 1, iterations: 1 }

const { at, settings } = JSON.parse(__ENV.GIVEN ?? '{}')

const inqud = countersign('inqud', settings.inqud)
const simple = countersign('inqud', { ...settings.inqud, mode: 'simple' })
const sync = countersign.sync('inqud', settings.inqud)
const mastercard = countersign('mastercard', settings.mastercard)

// Names that people made up are reported as mistakes, as JavaScript alone would not.
const some = countersign as (id: string, settings?: object, options?: object) => unknown
const atInit = Object.fromEntries(
  await Promise.all(
    Object.entries({
      'unknown provider': () => some('imbrse'),
      'unknown setting': () => some('inqud', { ...settings.inqud, tokenid: 'TKN-1' }),
      'missing setting': () => some('inqud', { tokenId: 'TKN-1' }),
      'wrong choice': () => some('inqud', { ...settings.inqud, mode: 'hmca' }),
      'no base64': () => some('imburse', { ...settings.imburse, privateKey: 'n o' }),
      'not a PEM': () => some('mastercard', { ...settings.mastercard, encryptionCertificate: 'PEM' }),
      'owner elsewhere': () => some('sendpayments', settings.send, { tokens: 'http://owner.example:1' }),
      'owner without address': () => some('sendpayments', settings.send, { tokens: 'owner' }),
      'sync unknown': () => countersign.sync('imbrse' as 'imburse'),
    }).map(async ([name, run]) => [name, await outcome(run)]),
  ),
)

const to = (path: string) => `${at.recorder}/${path}`
const refused = (path: string) => `${at.recorder}/refused/${path}`
const header = (value: string, name = 'X-Note') => ({ headers: { [name]: value } })

export default () =>
  runCases({
    'at init': () => atInit,
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
    'open() of what is not sealed': async () => (await mastercard.open(http.get(to('clear')))).json(),
  })
