import { check, group } from 'k6'
import http, { type RefinedResponse, type ResponseType } from 'k6/http'
import secrets from 'k6/secrets'
import type { SyncClient } from '../node_modules/@countersign/k6/dist/countersign.js'
import { countersign, tlsAuth } from '../node_modules/@countersign/k6/dist/countersign.js'
import { countersign as imburseOnly } from '../node_modules/@countersign/k6/dist/imburse.js'
import { countersign as inqudOnly } from '../node_modules/@countersign/k6/dist/inqud.js'
import { countersign as mastercardOnly } from '../node_modules/@countersign/k6/dist/mastercard.js'
import { countersign as sendOnly } from '../node_modules/@countersign/k6/dist/sendpayments.js'
import { outcome, runCases, seen } from './cases.ts'

type Received = RefinedResponse<ResponseType | undefined>

export const options = { vus: 1, iterations: 1, tlsAuth: tlsAuth('mastercard') }

const at = JSON.parse(__ENV.ORIGINS ?? '{}')
const own = JSON.parse(__ENV.INQUD ?? '{}')

// Settings by __ENV: imburse, sendpayments and mastercard; by k6/secrets and from an object: inqud.
const whole = {
  imburse: countersign('imburse'),
  inqud: countersign('inqud', await countersign.secrets('inqud', secrets)),
  sendpayments: countersign('sendpayments'),
  mastercard: countersign('mastercard'),
}
const small = {
  imburse: imburseOnly('imburse'),
  inqud: inqudOnly('inqud', own),
  mastercard: mastercardOnly('mastercard'),
}
const named = countersign('inqud', await countersign.secrets('inqud', await secrets.source('other')))
const web = countersign('inqud', await countersign.secrets('inqud', await secrets.source('web')))
const fromFiles = countersign('mastercard', {
  encryptionCertificate: open(__ENV.CERTIFICATE_FILE ?? ''),
  decryptionKey: open(__ENV.KEY_FILE ?? ''),
})
const simple = countersign('inqud', { ...own, mode: 'simple' })
const sync = countersign.sync('inqud', own)
const exchange = countersign.sync('imburse')
const sendSync = sendOnly.sync('sendpayments')
// An error on stock k6, a client with the extension.
const sealing = (await outcome(() => countersign.sync('mastercard'))) as SyncClient | { error: object }

const body = '{"name":"Zoë",\r\n"amount":12.50}'
const params = { headers: { 'Content-Type': 'application/json' } }
const ids = ['imburse', 'inqud', 'sendpayments', 'mastercard'] as const

/** Sealed and opened without a promise: by one call, and by `sign`, `http.batch` and `open`. */
function sealedAtOnce({ post, sign, open }: SyncClient) {
  const url = `${at.mastercard}/v1/sync`
  const sent = sign('POST', url, body, params)
  const responses = [post(url, body, params), ...http.batch([sent]).map((response) => open(response))]
  return {
    isSealed: /^\{"encryptedData":"([\w-]+\.){4}[\w-]+"\}$/.test(String(sent.body)),
    opened: responses.map((response) => ({
      ...seen(response),
      checked: check(response, { opened: ({ body }) => String(body).includes('"ok":true') }),
    })),
  }
}

export default () =>
  runCases({
    ...Object.fromEntries(
      ids.flatMap((id) => [
        [
          `${id} post`,
          async () => seen(await whole[id].post(`${at[id]}/v1/things?a=b&d=%C3%A9`, body, params)),
        ],
        [`${id} get`, async () => seen(await whole[id].get(`${at[id]}/v1/things`))],
        [`${id} put`, async () => seen(await whole[id].put(`${at[id]}/v1/things`, body, params))],
        [`${id} patch`, async () => seen(await whole[id].patch(`${at[id]}/v1/things`, body, params))],
        [`${id} del`, async () => seen(await whole[id].del(`${at[id]}/v1/things`))],
        [
          `${id} request`,
          async () => seen(await whole[id].request('POST', `${at[id]}/v1/things`, body, params)),
        ],
        [`${id} url`, async () => seen(await whole[id].get(http.url`${at[id]}/v1/${'things'}`))],
      ]),
    ),
    async batch() {
      const signed = await Promise.all(
        ids.map((id) => whole[id].sign('POST', `${at[id]}/v1/batch`, body, params)),
      )
      const responses: Received[] = http.batch(signed)
      return Promise.all(
        responses.map(async (response, index) => seen(await whole[ids[index] ?? 'inqud'].open(response))),
      )
    },
    async asyncRequest() {
      const {
        method,
        url,
        body: signed,
        params: all,
      } = await whole.inqud.sign('POST', `${at.inqud}/v1/own`, body, params)
      return seen(await http.asyncRequest(method, url, signed, all))
    },
    async opened() {
      const response = await whole.mastercard.post(`${at.mastercard}/v1/opened`, body, params)
      const text = String(response.body)
      return {
        json: response.json('ok'),
        body: text.includes('"ok":true'),
        sealed: text.includes('encryptedData'),
      }
    },
    async 'opened binary'() {
      const binary = { ...params, responseType: 'binary' } as const
      const response = await whole.mastercard.post(`${at.mastercard}/v1/opened`, body, binary)
      return JSON.parse(String.fromCharCode(...new Uint8Array(response.body))).ok
    },
    'files of one provider': () =>
      Promise.all(
        (['imburse', 'inqud', 'mastercard'] as const).map(async (id) =>
          seen(await small[id].post(`${at[id]}/v1/small`, body, params)),
        ),
      ),
    'named source': async () => seen(await named.post(`${at.inqud}/v1/things`, body, params)),
    'url source': async () => seen(await web.post(`${at.inqud}/v1/things`, body, params)),
    'PEM by open()': async () => seen(await fromFiles.post(`${at.mastercard}/v1/files`, body, params)),
    'head and options': async () => {
      const { status } = await whole.inqud.head(`${at.inqud}/v1/things`)
      return [status, seen(await whole.inqud.options(`${at.inqud}/v1/things`, body, params))]
    },
    'headers of its own': async () => {
      const inqud = {
        'x-salt': 'mine',
        'X-HMAC-SHA256-Signature': 'mine',
        'x-token-api-ID': 'mine',
        'X-Kept': 'kept',
      }
      const mastercard = { 'content-type': 'text/plain', 'content-length': '3' }
      return [
        seen(await whole.inqud.post(`${at.inqud}/v1/own`, body, { headers: inqud })),
        seen(sync.post(`${at.inqud}/v1/own`, body, { headers: inqud })),
        seen(await whole.mastercard.post(`${at.mastercard}/v1/own`, body, { headers: mastercard })),
      ]
    },
    'a token it brings': async () => {
      const { headers } = (await whole.sendpayments.sign('GET', `${at.sendpayments}/v1/a`)).params
      const before = { headers: { authorization: headers?.Authorization ?? '' } }
      return seen(await whole.sendpayments.get(`${at.sendpayments}/v1/b`, before))
    },
    simple: async () => seen(await simple.post(`${at.inqud}/v1/things`, body, params)),
    sync: () =>
      group('sync', () => {
        const response = sync.post(`${at.inqud}/v1/sync`, body, params)
        return { ...seen(response), checked: check(response, { '200': ({ status }) => status === 200 }) }
      }),
    'sync batch': () => {
      const [one, two] = http.batch([
        sync.sign('GET', `${at.inqud}/v1/a`),
        sync.sign('POST', `${at.inqud}/v1/b`, body),
      ])
      return [one, two].map((response) => response && seen(response))
    },
    'sync exchange': () => {
      const response = exchange.post(`${at.imburse}/v1/identity/hmac`)
      return { status: response.status, token: typeof response.json('accessToken') }
    },
    'sync token': () =>
      group('sync', () => [
        seen(exchange.post(`${at.imburse}/v1/sync`, body, params)),
        seen(sendSync.post(`${at.sendpayments}/v1/sync`, body, params)),
      ]),
    'sync sealed': () => ('error' in sealing ? sealing : group('sync', () => sealedAtOnce(sealing))),
    'send of its own file': async () =>
      seen(await sendOnly('sendpayments').get(`${at.sendpayments}/v1/small`)),
  })
