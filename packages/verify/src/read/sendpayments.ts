import { plainCodec, textOf } from '@countersign/core/bytes'
import { isAuth, type Settings } from '@countersign/core/providers/sendpayments/index'
import { asBuffer } from '../bytes.js'
import { shownMethod, shownName } from '../described.js'
import { MADE_TWICE, objectIn, objectInString } from '../json.js'
import { missing } from '../misnamed.js'
import type { ReadCall, Reader, Reading } from '../reading.js'
import { schemeName } from './authorization.js'
import { readBearer } from './bearer.js'
import { Checklist, differs, headerValues } from './checklist.js'

/** Reads the token requests and bearer tokens of Send Payments. */
export const sendpaymentsReader: Reader<Settings> = {
  provider: 'sendpayments',
  newTokenEndsOld: true,
  vendorChecks: (call) =>
    isAuth(call)
      ? ['clientId and clientSecret belong to a client of this environment']
      : [
          'the accessToken was issued to this client and is at most 5 minutes old',
          'no newer accessToken was requested since: a new one ends the one before',
        ],
  read(call) {
    const { request, settings } = call
    return (
      isAuth(call) ? readAuth(call) : readBearer(request, `POST ${settings.authPath}`)
    ) as Reading<Settings>
  },
}

function readAuth(call: ReadCall<Settings>): Reading<Settings> {
  const { request, host } = call
  const list = new Checklist()
  list.check(
    'method',
    request.method === 'POST',
    `it was sent with ${shownMethod(request.method)}; expected POST`,
  )
  const body = objectIn(() => textOf(request.body, host.codec ?? plainCodec))
  const problem = `${bodyProblem(call)}; expected {"clientId": …, "clientSecret": …}`
  if (list.check('body', body !== undefined, problem) && body)
    for (const name of ['clientId', 'clientSecret']) checkMember(name, body, call, list)
  const { checks, notes } = list
  return { how: 'client id and secret for an accessToken', checks, notes, asksForToken: true }
}

function bodyProblem(call: ReadCall<Settings>): string {
  const { headers, body } = call.request
  if (isForm(call)) return 'the body is a form, and not JSON'
  const [scheme] = headerValues(headers, 'Authorization').map((one) => schemeName(one.split(' ', 1).join()))
  if (body.length === 0)
    return `there is no body${scheme ? `; the Authorization header, whose scheme is ${scheme}, is not read here` : ''}`
  return `the body is ${objectInString(asBuffer(body).toString()) ? MADE_TWICE : 'not a JSON object'}`
}

const isForm = ({ request: { headers } }: ReadCall<Settings>): boolean =>
  headerValues(headers, 'Content-Type').some((type) => /^application\/x-www-form-urlencoded/i.test(type))

type Members = Readonly<Record<string, unknown>>

function checkMember(name: string, body: Members, call: ReadCall<Settings>, list: Checklist): void {
  const found = body[name]
  const expected = call.values[name]
  const problem =
    typeof found === 'string' ? differs(found, name, call, 'sendpayments') : absent(found, body, expected)
  list.check(name, found === expected, problem)
}

function absent(found: unknown, body: Members, expected: string | undefined): string {
  if (found !== undefined) return 'it is not a string'
  const other = Object.keys(body).find((name) => expected !== undefined && body[name] === expected)
  return missing(other === undefined ? undefined : shownName(other))
}
