import type { Forms } from './string-source.js'

/** A path, with its query or without, as people write it. */
export function* targetForms(text: string, url: string, name: string): Forms {
  const [, scheme = '', host = '', path = '', query = ''] =
    /^([a-z]+):\/\/([^/?#]*)([^?#]*)(\?[^#]*)?/i.exec(url) ?? []
  const alone = `Sign the ${name} alone, without scheme and host.`
  const rest = host + path
  const other = scheme === 'https' ? 'http' : 'https'
  for (const [way, says] of [
    [scheme, ''],
    [other, `, with ${other},`],
  ]) {
    yield [
      Buffer.from(`${way}://${rest}${query}`),
      `the whole URL${says} is signed in place of the path`,
      alone,
    ]
    yield [
      Buffer.from(`${way}://${rest}`),
      `the URL without its query${says} is signed in place of the path`,
      alone,
    ]
  }
  yield [Buffer.from(host + text), 'the host is signed before the path', alone]
  yield [
    Buffer.from(text.slice(1)),
    'the path is signed without its first slash',
    `Sign the ${name} with its first slash.`,
  ]
  yield [Buffer.from(path), 'the path is signed without the query', 'Sign the path with its query.']
  yield [Buffer.from(path + query), 'the path is signed with the query', 'Sign the path without the query.']
}

/** The query as it stands in the URL. */
export function* queryForms(text: string, url: string): Forms {
  const [, query = ''] = /\?([^#]*)/.exec(url) ?? []
  const sorted = (all: string) => all.split('&').sort().join('&')
  const isUnsorted = text !== query && sorted(text) === sorted(query)
  yield [
    Buffer.from(query),
    isUnsorted ? 'the parameters of the query are not sorted' : 'the query is signed as it stands in the URL',
    isUnsorted
      ? 'Sort the parameters of the query before you sign them.'
      : 'Sign the query as the provider writes it.',
  ]
  yield [
    Buffer.from(`?${text}`),
    'the query is signed with its question mark',
    'Sign the query without its question mark.',
  ]
}
