import type { Provider } from '@countersign/core/provider'

/** Sends along what a provider sees of a request: its URL, and the type and length of its body. */
export const saw: Provider<null> = {
  id: 'saw',
  name: 'Saw',
  sources: ['this test'],
  baseUrl: 'https://saw.example',
  hosts: ['saw.example'],
  settings: [{ name: 'key', about: 'any text', required: true, secret: false, kind: 'text' }],
  examples: [],
  setup: () => null,
  needs: () => ({ body: true, waits: false, how: 'shows what it sees' }),
  sign: ({ request: { method, url, headers } }) => ({
    headers: [
      ['X-Saw-Url', url],
      ['X-Saw-Method', method],
      ['X-Saw-Type', headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? 'none'],
    ],
  }),
}
