/** A provider of the tests' own: it puts what it saw of a request into headers, and a body if there is none. */
export const seen = {
  id: 'seen',
  name: 'Seen',
  sources: [],
  baseUrl: 'https://seen.example',
  hosts: ['seen.example'],
  settings: [{ name: 'key', about: 'the key', required: true, secret: true, kind: 'text' }],
  examples: [],
  setup: (values) => values,
  needs: () => ({ body: true, waits: false, how: 'what is seen, as headers' }),
  sign({ request, host }) {
    const type = request.headers.filter(([name]) => name.toLowerCase() === 'content-type')
    const adds = request.url.endsWith('/adds-a-body')
    const body = adds ? '{"added":true}' : request.body
    return {
      headers: [
        ['X-Seen-Url', encodeURIComponent(request.url)],
        ['X-Seen-Type', encodeURIComponent(JSON.stringify(type.map(([, value]) => value)))],
        ['X-Seen-Body', host.hash('SHA-256', [body], 'hex')],
      ],
      ...(adds && { body }),
    }
  },
}
