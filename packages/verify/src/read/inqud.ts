import type { Request } from '@countersign/core/message'
import type { Call } from '@countersign/core/provider'
import type { Settings } from '@countersign/core/providers/inqud/index'
import { characters, unrenderedProblem } from '../described.js'
import { missing } from '../misnamed.js'
import type { ReadCall, Reader, Reading } from '../reading.js'
import { Checklist, differs, headerValues, unexpected } from './checklist.js'
import { misnamedHmac, otherHolding } from './inqud-names.js'

/** Reads both ways of Inqud; the headers say which one it is, as for the vendor. */
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
    readRepeated(call, list)
    const { signature, secret, salt } = headersOf(call.request)
    if (signature === undefined && salt === undefined) return readSimple(secret, call, list)
    if (secret !== undefined) list.notes.push('X-Token-API-Secret was sent as well, which exposes the secret')
    return readHmac(signature ?? '', salt ?? '', call, list)
  },
}

const headersOf = ({ headers }: Request) => ({
  signature: headerValues(headers, 'X-HMAC-SHA256-Signature')[0],
  secret: headerValues(headers, 'X-Token-API-Secret')[0],
  salt: headerValues(headers, 'X-Salt')[0],
})

function readId(call: ReadCall<Settings>, list: Checklist): void {
  const { request, settings } = call
  const [id = ''] = headerValues(request.headers, 'X-Token-API-Id')
  const bearer = headerValues(request.headers, 'Authorization').length > 0
  const instead = bearer ? '; there is an Authorization header, which Inqud does not read' : ''
  const other = otherHolding(call, settings.tokenId)
  const problem = id !== '' ? idProblem(id, call) : other ? missing(other) : `it is missing${instead}`
  list.check('X-Token-API-Id', id === settings.tokenId, problem)
}

function idProblem(id: string, call: ReadCall<Settings>): string {
  const hint = id.startsWith('TKN-') || unrenderedProblem(id) ? '' : '; a token id starts with TKN-'
  return differs(id, 'tokenId', call, 'inqud') + hint
}

/** A header that is there twice: which one counts, nobody knows. */
function readRepeated({ request }: ReadCall<Settings>, list: Checklist): void {
  for (const name of ['X-Token-API-Id', 'X-Token-API-Secret', 'X-Salt', 'X-HMAC-SHA256-Signature']) {
    const count = headerValues(request.headers, name).length
    if (count > 1) list.check(name, false, `it is there ${count} times; expected once`)
  }
}

function readSimple(
  secret: string | undefined,
  call: ReadCall<Settings>,
  list: Checklist,
): Reading<Settings> {
  const { checks, notes } = list
  if (secret === undefined) {
    list.check('X-HMAC-SHA256-Signature', false, notSigned(call))
    return { how: 'not signed', checks, notes }
  }
  const problem = differs(secret, 'tokenSecret', call, 'inqud')
  list.check('X-Token-API-Secret', secret === call.settings.tokenSecret, problem)
  return { how: 'simple: token id and secret as headers', checks, notes }
}

/** Neither a signature nor a salt nor a secret, unless they have other names. */
function notSigned(call: ReadCall<Settings>): string {
  const { salt, signature } = misnamedHmac(call, { salt: '', signature: '' })
  if (salt && signature) return `${missing(signature)}; so it is with X-Salt, and ${salt}`
  const secret = otherHolding(call, call.settings.tokenSecret)
  return secret
    ? `it is missing, and so is X-Token-API-Secret; ${secret} has the value of that: only the name is wrong`
    : 'it is missing, and so is X-Token-API-Secret'
}

function readHmac(
  signature: string,
  salt: string,
  call: ReadCall<Settings>,
  list: Checklist,
): Reading<Settings> {
  const { request, settings } = call
  const others = misnamedHmac(call, { salt, signature })
  const saltText = salt === '' ? missing(others.salt) : saltProblem(salt, call)
  list.check('X-Salt', /^[0-9a-f]{64}$/i.test(salt), saltText)
  const text = signature === '' ? missing(others.signature) : signatureProblem(signature, call)
  list.check('X-HMAC-SHA256-Signature', /^[0-9a-f]{64}$/.test(signature), text)
  return {
    how: 'HMAC-SHA-256 over body and salt',
    checks: list.checks,
    notes: list.notes,
    singleUse: [{ name: 'salt', value: salt.toLowerCase() }],
    hmac: {
      request,
      settings: { ...settings, mode: 'hmac' },
      nonce: salt,
      now: 0,
      claimed: { salt, signature },
      signature: 'signature',
      encoding: 'hex',
      key: 'tokenSecret',
      parts: ['body', 'salt'],
      delimiter: '',
    },
  }
}

function saltProblem(salt: string, call: ReadCall<Settings>): string {
  const found = unexpected(salt, 'inqud', call)
  return found.startsWith('it has') ? `it has ${characters(salt)}; expected 64 hex digits` : found
}

function signatureProblem(signature: string, call: ReadCall<Settings>): string {
  if (signature === call.settings.tokenSecret)
    return 'it is the token secret itself, which exposes the secret'
  const found = unexpected(signature, 'inqud', call)
  if (!found.startsWith('it has')) return found
  if (/^[\w-]+\.[\w-]+\.[\w-]+$/.test(signature)) return 'there is a token in place of the HMAC'
  if (/^[0-9A-Fa-f]{64}$/.test(signature)) return 'it is in upper case; expected lower-case hex'
  const base64 = /^[\w+/-]{43}=?$/.test(signature) ? ' (base64 of 32 bytes?)' : ''
  return `it has ${characters(signature)}${base64}; expected 64 lower-case hex digits`
}
