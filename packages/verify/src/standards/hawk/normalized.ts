import { headerValue } from '@countersign/core'
import type { Signed } from '../standard.js'
import { asSent } from '../text.js'
import type { Attributes } from './attributes.js'
import { algorithmOf } from './payload-hash.js'

/** What goes into the MAC, step by step. */
export interface Draft {
  readonly method: string
  readonly resource: string
  readonly host: string
  readonly port: string
  readonly attributes: Attributes
  readonly start: string
  readonly end: string
  readonly algorithm: string
  readonly key: Buffer
}

/** What a request says. */
export function draftOf(signed: Signed, attributes: Attributes): Draft {
  const { call, values } = signed
  const target = call.request.url.replace(/#.*$/s, '').replace(/^[a-z]+:\/\/[^/?#]*/i, '')
  const [host = '', port = call.url.scheme === 'https' ? '443' : '80'] = hostOf(signed)
  return {
    method: call.request.method.toUpperCase(),
    resource: asSent(target.startsWith('/') ? target : `/${target}`),
    host: host.toLowerCase(),
    port,
    attributes,
    start: 'hawk.1.header\n',
    end: '\n',
    algorithm: algorithmOf(signed),
    key: Buffer.from(values.key ?? ''),
  }
}

/** Host and port, of a bracketed IPv6 address too. */
function hostOf({ call }: Signed): string[] {
  const value = headerValue(call.request.headers, 'Host')?.trim() ?? call.url.authority
  const [, host = '', port] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(value) ?? []
  return port === undefined ? [host] : [host, port]
}

/** The normalized string. */
export function normalized({ method, resource, host, port, attributes, start, end }: Draft): string {
  const value = (name: string) => attributes.get(name) ?? ''
  const ext = value('ext').replace(/\\/g, '\\\\').replace(/\n/g, '\\n')
  const lines = [value('ts'), value('nonce'), method, resource, host, port, value('hash'), ext]
  const app = attributes.has('app') ? `${value('app')}\n${value('dlg')}\n` : ''
  return `${start}${lines.join('\n')}${end}${app}`
}
