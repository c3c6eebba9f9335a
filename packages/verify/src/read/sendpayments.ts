import { plainCodec, textOf } from '@countersign/core/bytes'
import { isAuth, type Settings } from '@countersign/core/providers/sendpayments/index'
import type { ReadCall, Reader, Reading } from '../reading.js'
import { readBearer } from './bearer.js'
import { Checklist, quoted, unrendered } from './checklist.js'

/** Reads the token request and bearer tokens of Send Payments back. */
export const sendpaymentsReader: Reader<Settings> = {
  provider: 'sendpayments',
  newTokenEndsOld: true,
  vendorChecks: (call) =>
    isAuth(call)
      ? ['clientId and clientSecret are those of a client of this environment']
      : [
          'the accessToken was issued to this client and is at most 5 minutes old',
          'no newer accessToken was asked for since: a new one ends the one before',
        ],
  read(call) {
    const { request, settings } = call
    return (
      isAuth(call) ? readAuth(call) : readBearer(request, `POST ${settings.authPath}`)
    ) as Reading<Settings>
  },
}

function readAuth({ request, settings, host }: ReadCall<Settings>): Reading<Settings> {
  const list = new Checklist()
  list.check('method', request.method === 'POST', `it is sent with ${quoted(request.method)}; POST is due`)
  const body = jsonOf(() => textOf(request.body, host.codec ?? plainCodec))
  const problem = 'the body is not a JSON object; {"clientId": …, "clientSecret": …} is due'
  if (list.check('body', body !== undefined, problem) && body) {
    const { clientId, clientSecret } = body
    list.check('clientId', clientId === settings.clientId, idProblem(clientId, settings.clientId))
    list.check('clientSecret', clientSecret === settings.clientSecret, secretProblem(clientSecret))
  }
  return {
    how: 'client id and secret for an accessToken',
    checks: list.checks,
    seen: list.seen,
    asksForToken: true,
  }
}

function jsonOf(text: () => string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text())
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
  } catch {
    return undefined
  }
}

function idProblem(found: unknown, due: string): string {
  if (typeof found !== 'string') return 'it is not there as a text'
  return unrendered(found)
    ? `${unrendered(found)} was not filled in`
    : `${quoted(found)} is another than SENDPAYMENTS_CLIENT_ID, which is ${quoted(due)}`
}

function secretProblem(found: unknown): string {
  if (typeof found !== 'string') return 'it is not there as a text'
  const template = unrendered(found)
  return template ? `${template} was not filled in` : 'it is another than SENDPAYMENTS_CLIENT_SECRET'
}
