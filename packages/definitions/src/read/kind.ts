import { fault } from '../fault.js'
import type { Written } from './written.js'
import type { Source } from './yaml.js'

/** One of send, webhook, token and scheme decides what it is. */
export function checkKind(source: Source, written: Written): void {
  const wrong = (key: string, problem: string) =>
    fault({ file: source.file, line: source.lineOfKey([key]) }, problem)
  const { send, webhook, token, scheme, steps, hosts, settings } = written
  if (send && webhook) throw wrong('webhook', 'it has send and webhook. Take one of them out.')
  if (scheme !== undefined && (steps || send || webhook || token))
    throw wrong('scheme', 'a scheme takes the place of steps, send, webhook and token. Take those out.')
  const own = (['settings', 'secret', 'maxAge', 'maxAhead'] as const).find(
    (key) => written[key] !== undefined,
  )
  if (scheme !== undefined && own !== undefined)
    throw wrong(
      own,
      'a scheme has its own. Take it out; what can be set for the scheme goes into scheme-options.',
    )
  if (scheme === undefined && written['scheme-options'])
    throw wrong('scheme-options', 'it names no scheme. Give scheme: NAME.')
  if (!send && !webhook && !token && scheme === undefined)
    throw wrong('id', 'it sends nothing. Give send, webhook, token or scheme.')
  if (!settings && scheme === undefined)
    throw wrong('id', '"settings" is missing: the keys and values that it needs.')
  if (webhook && token) throw wrong('token', 'a webhook has no token. Take one of them out.')
  if (!webhook && (hosts ?? []).length === 0)
    throw wrong(
      'hosts' in written ? 'hosts' : 'id',
      '"hosts" is missing: the hosts that a credential may go to.',
    )
}
