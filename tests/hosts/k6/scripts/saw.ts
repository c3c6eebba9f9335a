import type { Call, Provider } from '@countersign/core/provider'
import { type Waiting, wait } from '@countersign/core/waiting'

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
  sign: seen,
}

const { sign: _sign, ...unsigned } = saw

/** The same by a `prepare` that needs no promise in k6, as a request for a token. */
export const sawWaiting: Provider<null> = {
  ...unsigned,
  id: 'saw-waiting',
  needs: () => ({ body: true, waits: true, how: 'shows what it sees' }),
  *prepare(call): Waiting<ReturnType<typeof seen>> {
    yield* wait(
      async () => {},
      () => {},
    )
    return seen(call)
  },
}

function seen({ request: { method, url, headers } }: Call<null>) {
  return {
    headers: [
      ['X-Saw-Url', url],
      ['X-Saw-Method', method],
      ['X-Saw-Type', headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? 'none'],
    ] as const,
  }
}
