import type { Call } from '@countersign/core'
import type { Variation } from '../standard.js'
import { decode } from '../text.js'
import type { Draft } from './base-string.js'

const ADVICE =
  'The base string URI is scheme, host, the port if the URL has one, and path, without the query.'

const uri = (when: string, change: (uri: string) => string): Variation<Draft> => ({
  kind: 'scope',
  when: `the base string URI ${when}`,
  advice: ADVICE,
  change: (draft) => ({ ...draft, uri: change(draft.uri) }),
})

const afterHost = (change: (path: string) => string) => (sent: string) =>
  sent.replace(/^(\w+:\/\/[^/]*)(.*)$/s, (_all, origin: string, path: string) => origin + change(path))

/** Other forms of the base string URI. */
export function uriVariations({ request, url }: Pick<Call<unknown>, 'request' | 'url'>): Variation<Draft>[] {
  const [, query = ''] = request.url.split('?')
  const port = url.scheme === 'https' ? 443 : 80
  const [authority = ''] = request.url.replace(/^\w+:\/\//, '').split(/[/?#]/)
  return [
    uri('has the query in it', (sent) => `${sent}?${query}`),
    uri(`has the port ${port}`, (sent) => sent.replace(/^(\w+:\/\/[^/:]+)(?=\/)/, `$1:${port}`)),
    uri('has no port', (sent) => sent.replace(/^(\w+:\/\/[^/:]+):\d+/, '$1')),
    uri('starts with http', (sent) => sent.replace(/^https:/, 'http:')),
    uri('has no slash at its end', (sent) => sent.replace(/\/$/, '')),
    uri('has a slash at its end', (sent) => `${sent}/`),
    uri('starts with https', (sent) => sent.replace(/^http:/, 'https:')),
    uri('has the host in upper case', (sent) => sent.replace(/^(\w+:\/\/)([^/]*)/, hostInUpperCase)),
    uri('has the host as it is written, not in lower case', (sent) =>
      sent.replace(/^(\w+:\/\/)[^/]*/, `$1${authority}`),
    ),
    uri(
      'has its path in lower case',
      afterHost((path) => path.toLowerCase()),
    ),
    uri('is decoded', (sent) => decode(sent)),
    uri('is encoded twice', (sent) => sent.replace(/%/g, '%25')),
    uri('is the path alone', (sent) => afterHost((path) => path)(sent).replace(/^\w+:\/\/[^/]*/, '')),
    uri('has no scheme', (sent) => sent.replace(/^\w+:\/\//, '')),
    uri('has no path', (sent) => sent.replace(/^(\w+:\/\/[^/]*).*$/s, '$1')),
    uri(
      'has // in its path as one slash',
      afterHost((path) => path.replace(/\/{2,}/g, '/')),
    ),
    uri('has its .. and . resolved', (sent) => (URL.canParse(sent) ? new URL(sent).href : sent)),
    uri('has the fragment in it', (sent) => `${sent}${/#.*$/s.exec(request.url)?.[0] ?? ''}`),
  ]
}

const hostInUpperCase = (_all: string, scheme: string, host: string) => scheme + host.toUpperCase()
