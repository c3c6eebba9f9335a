import { createHmac } from 'node:crypto'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Provider } from '@countersign/core'
import { bundle } from '@countersign/postman/bundle'
import { expect, it } from 'vitest'
import { collection, environment } from '../dist/index.js'
import { fakePm, runScript } from './fake-pm.js'
// @ts-expect-error it is plain JavaScript, as an outsider may write it
import { acme } from './outside/acme.js'

const provider = acme as Provider
const from = dirname(fileURLToPath(import.meta.url))
const modules = [{ provider, module: './outside/acme.js', named: 'acme' }]

it.each([false, true])('bundles a provider that stands outside; minified: %s', async (minify) => {
  const script = await bundle({ providers: modules, phase: 'pre-request', version: '1.2.3', minify, from })
  const fake = fakePm({ url: 'https://api.acme.example/ping', body: 'hello' }, { ACME_API_KEY: 'k' })
  await runScript(script, fake)
  expect(fake.log).toEqual(['countersign: acme signed POST /ping'])
  const claim = '{"about":"payments","sources":["here"],"examples":1,"trace":"a-trace-id"}'
  expect(fake.sent.headers).toContainEqual({ key: 'X-Acme-Claim', value: claim })
  const signature = createHmac('sha256', 'k').update(`${claim}hello`).digest('hex')
  expect(fake.sent.headers).toContainEqual({ key: 'X-Acme', value: signature })
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
