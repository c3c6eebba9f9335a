import type { Header, Request } from '@countersign/core/message'
import type { InsomniaRequest } from '../context.js'
import { authOf } from './auth.js'
import { type WireBody, wireBody } from './body.js'
import { joined, type Parameter, parametersOf, wireUrl } from './query.js'

/** A request of Insomnia as it would go over the network. */
export interface Wire {
  readonly request: Request
  readonly body: WireBody
  /** Why the body cannot be known, if it cannot. */
  readonly problem?: unknown
  /** The URL with its parameters, as Insomnia must hold it. */
  readonly heldUrl: string
  readonly parameters: readonly Parameter[]
}

export function readRequest(request: InsomniaRequest): Wire {
  const parameters = parametersOf(request)
  const heldUrl = joined(request.getUrl(), parameters)
  const { body, problem } = readBody(request)
  return {
    request: {
      method: methodOf(request.getMethod()),
      url: wireUrl(heldUrl),
      headers: [...headersOf(request), ...authorizationOf(request)],
      body: body.text,
    },
    body,
    ...(problem !== undefined && { problem }),
    heldUrl,
    parameters,
  }
}

/** Insomnia sends these two in capitals however they are written, and all others as they are. */
const methodOf = (method: string) => (/^(POST|HEAD)$/i.test(method) ? method.toUpperCase() : method)

/** The headers that are sent, in order; one without a name is not. */
export function headersOf(request: Pick<InsomniaRequest, 'getHeaders'>): Header[] {
  return request
    .getHeaders()
    .filter(({ name }) => name)
    .map(
      ({ name, value }): Header => [String(name), value === undefined || value === null ? '' : String(value)],
    )
}

/** The bearer token of the request's Auth tab, which Insomnia adds after the hooks if no header has one. */
function authorizationOf(request: InsomniaRequest): Header[] {
  const { type, token, prefix } = authOf(request)
  if (type !== 'bearer' || !token) return []
  if (headersOf(request).some(([name]) => name.toLowerCase() === 'authorization')) return []
  return [['Authorization', prefix === 'NO_PREFIX' ? String(token) : `${prefix || 'Bearer'} ${token}`]]
}

function readBody(request: InsomniaRequest): { body: WireBody; problem?: unknown } {
  try {
    return { body: wireBody(request) }
  } catch (problem) {
    return { body: { text: '' }, problem }
  }
}
