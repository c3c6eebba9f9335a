import { createHmac } from 'node:crypto'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runInNewContext } from 'node:vm'
import type { Provider } from '@countersign/core'
import { bundle } from '@countersign/postman/bundle'
import { expect, it } from 'vitest'
import { collection, environment } from '../dist/index.js'
// @ts-expect-error it is plain JavaScript, as an outsider may write it
import { acme } from './outside/acme.js'

const provider = acme as Provider
const from = dirname(fileURLToPath(import.meta.url))
const modules = [{ provider, module: './outside/acme.js', named: 'acme' }]

/** As little of `pm` as the script may rely on. */
function fakePm(log: string[]) {
  const values: Record<string, string> = { ACME_API_KEY: 'k' }
  let headers: { key: string; value: string }[] = []
  const pm = {
    info: { iteration: 0, requestId: 'r' },
    variables: {
      get: (name: string) => values[name],
      set: (name: string, value: string) => {
        values[name] = value
      },
      unset: (name: string) => delete values[name],
      replaceIn: (text: string) => text,
    },
    request: {
      method: 'POST',
      url: { toString: () => 'https://api.acme.example/ping', toJSON: () => ({}), update: () => {} },
      headers: {
        all: () => headers,
        clear: () => {
          headers = []
        },
        add: (header: { key: string; value: string }) => headers.push(header),
      },
      body: { mode: 'raw', raw: 'hello', isEmpty: () => false, update: () => {} },
    },
    execution: { skipRequest: () => log.push('skipped') },
    test: (name: string) => log.push(name),
  }
  return { pm, headers: () => headers }
}

it.each([false, true])('bundles a provider that stands outside; minified: %s', async (minify) => {
  const script = await bundle({ providers: modules, phase: 'pre-request', version: '1.2.3', minify, from })
  const log: string[] = []
  const { pm, headers } = fakePm(log)
  runInNewContext(script, { pm, console: { log: (line: string) => log.push(line), error: () => {} } })
  expect(log).toEqual(['countersign: acme signed POST /ping'])
  const signature = createHmac('sha256', 'k').update('hello').digest('hex')
  expect(headers()).toContainEqual({ key: 'X-Acme', value: signature })
  expect(script).toContain('ACME_API_KEY')
  for (const other of ['Imburse', 'Inqud', 'Mastercard']) expect(script).not.toContain(other)
})

it('makes files to import for it', () => {
  const made = JSON.stringify(collection(provider, { preRequest: 'script' }))
  expect(made).toContain('{{baseUrl}}/ping')
  expect(environment(provider)).toMatchObject({
    values: [{ key: 'ACME_API_KEY', value: '', type: 'secret' }, { key: 'ACME_HOSTS' }],
  })
})
