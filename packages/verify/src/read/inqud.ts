import type { Request } from '@countersign/core/message'
import type { Call } from '@countersign/core/provider'
import type { Settings } from '@countersign/core/providers/inqud/index'
import type { ReadCall, Reader, Reading } from '../reading.js'
import { allOf, Checklist, quoted, unrendered } from './checklist.js'

/** Reads both of Inqud's ways back; which of them is told from the headers, as the vendor does. */
export const inqudReader: Reader<Settings> = {
  provider: 'inqud',
  vendorChecks: ({ settings: { mode } }: Call<Settings>) => [
    'X-Token-API-Id is a token of the account',
    ...(mode === 'simple'
      ? ['X-Token-API-Secret is the secret of that token']
      : [
          'X-Salt was never used before',
          'X-HMAC-SHA256-Signature is the HMAC-SHA-256 of the body that arrives and the salt, in hex, by the token secret',
        ]),
  ],
  read(call) {
    const list = new Checklist()
    readId(call, list)
    const { signature, secret, salt } = headersOf(call.request)
    if (signature === undefined && salt === undefined) return readSimple(secret, call, list)
    if (secret !== undefined)
      list.seen.push('X-Token-API-Secret is sent as well, which gives the secret away')
    return readHmac(signature ?? '', salt ?? '', call, list)
  },
}

const headersOf = ({ headers }: Request) => ({
  signature: allOf(headers, 'X-HMAC-SHA256-Signature')[0],
  secret: allOf(headers, 'X-Token-API-Secret')[0],
  salt: allOf(headers, 'X-Salt')[0],
})

function readId({ request, settings: { tokenId, tokenSecret } }: ReadCall<Settings>, list: Checklist): void {
  const [id = ''] = allOf(request.headers, 'X-Token-API-Id')
  const bearer = allOf(request.headers, 'Authorization').length > 0
  const instead = bearer ? '; an Authorization is, which Inqud does not read' : ''
  const problem = id === '' ? `it is not there${instead}` : idProblem(id, tokenId, tokenSecret)
  list.check('X-Token-API-Id', id === tokenId, problem)
}

function idProblem(id: string, tokenId: string, secret: string): string {
  if (id === secret) return 'it holds the token secret; the token id is due'
  const template = unrendered(id)
  if (template) return `${template} was not filled in`
  const hint = id.startsWith('TKN-') ? '' : ', and a token id starts with TKN-'
  return `${quoted(id)} is another than INQUD_TOKEN_ID, which is ${quoted(tokenId)}${hint}`
}

function readSimple(
  secret: string | undefined,
  call: ReadCall<Settings>,
  list: Checklist,
): Reading<Settings> {
  const { checks, seen } = list
  if (secret === undefined) {
    list.check('X-HMAC-SHA256-Signature', false, 'it is not there, nor is X-Token-API-Secret')
    return { how: 'not signed', checks, seen }
  }
  const template = unrendered(secret)
  const problem = template ? `${template} was not filled in` : 'it is another than INQUD_TOKEN_SECRET'
  list.check('X-Token-API-Secret', secret === call.settings.tokenSecret, problem)
  return { how: 'simple: token id and secret as headers', checks, seen }
}

function readHmac(
  signature: string,
  salt: string,
  { request, settings }: ReadCall<Settings>,
  list: Checklist,
): Reading<Settings> {
  list.check('X-Salt', /^[0-9a-f]{64}$/i.test(salt), saltProblem(salt))
  list.check('X-HMAC-SHA256-Signature', /^[0-9a-f]{64}$/.test(signature), formProblem(signature, settings))
  return {
    how: 'HMAC-SHA-256 over body and salt',
    checks: list.checks,
    seen: list.seen,
    once: [{ name: 'salt', value: salt.toLowerCase() }],
    hmac: {
      request,
      settings: { ...settings, mode: 'hmac' },
      nonce: salt,
      now: 0,
      written: { salt, signature },
      signature: 'signature',
      encoding: 'hex',
      key: 'tokenSecret',
      parts: ['body', 'salt'],
      delimiter: '',
    },
  }
}

function saltProblem(salt: string): string {
  if (salt === '') return 'it is not there'
  const template = unrendered(salt)
  return template
    ? `${template} was not filled in`
    : `it has ${salt.length} characters; 64 hex digits are due`
}

function formProblem(signature: string, { tokenSecret }: Settings): string {
  if (signature === '') return 'it is not there'
  if (signature === tokenSecret) return 'it holds the token secret itself, which is then no secret any more'
  const template = unrendered(signature)
  if (template) return `${template} was not filled in`
  if (/^[\w-]+\.[\w-]+\.[\w-]+$/.test(signature)) return 'a token stands where the HMAC is due'
  if (/^[0-9A-Fa-f]{64}$/.test(signature)) return 'it is in capitals; lower-case hex is due'
  const base64 = /^[\w+/-]{43}=?$/.test(signature) ? ', as base64 of 32 bytes has' : ''
  return `it has ${signature.length} characters${base64}; 64 lower-case hex digits are due`
}
