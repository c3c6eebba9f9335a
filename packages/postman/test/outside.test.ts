import { createHash, createHmac, generateKeyPairSync, verify } from 'node:crypto'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Provider } from '@countersign/core'
import { bundle } from '@countersign/postman/bundle'
import { expect, it } from 'vitest'
import { collection, environment } from '../dist/index.js'
import { fakePm, runScript } from './fake-pm.js'
// @ts-expect-error it is plain JavaScript, as an outsider may write it
import { acme } from './outside/acme.js'
// @ts-expect-error it is plain JavaScript, as an outsider may write it
import { zenith } from './outside/zenith.js'

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
    values: [
      { key: 'baseUrl', value: acme.baseUrl },
      { key: 'ACME_API_KEY', value: '', type: 'secret' },
      { key: 'ACME_HOSTS' },
    ],
  })
})

it('a script carries the hashes and curves that its provider names, and no others', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const modules = [{ provider: zenith as Provider, module: './outside/zenith.js', named: 'zenith' }]
  const script = await bundle({ providers: modules, phase: 'pre-request', version: '1.2.3', from })
  const ZENITH_KEY = String(privateKey.export({ format: 'pem', type: 'sec1' }))
  const fake = fakePm({ url: 'https://api.zenith.example/x?a=1', body: 'hello' }, { ZENITH_KEY })
  await runScript(script, fake)
  expect(fake.log).toEqual(['countersign: zenith signed POST /x'])
  const time = /^https:\/\/api\.zenith\.example\/x\?a=1&time=(\d{8}T\d{6}Z)$/.exec(fake.sent.url)?.[1]
  const signature = fake.sent.headers.find(({ key }) => key === 'X-Zenith')?.value ?? ''
  const signed = `POST /x ${time} ${createHash('sha512').update('hello').digest('hex')}`
  const key = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const
  expect(verify('sha256', Buffer.from(signed), key, Buffer.from(signature, 'hex'))).toBe(true)
  expect(script).toMatch(/class _?SHA512|SHA512_IV/)
  expect(script).not.toMatch(/\bmd5\b|ed25519 =|p384 =/)
  const hmacAlone = await bundle({
    providers: [{ provider, module: './outside/acme.js', named: 'acme' }],
    phase: 'pre-request',
    version: '1',
    from,
  })
  expect(hmacAlone).not.toMatch(/class SHA2_64B|class _SHA512|noble\/curves/)
})

it('a script still refuses a patch of such a provider that is misspelt', async () => {
  const misspelt = { ...provider, sign: () => ({ header: { 'X-Acme': 'a' } }) }
  const text = `import { acme } from './acme.js'\nexport const misspelt = { ...acme, sign: ${misspelt.sign} }`
  const module = fileURLToPath(new URL('outside/misspelt.js', import.meta.url))
  const modules = [{ provider: misspelt as unknown as Provider, module, named: 'misspelt', text }]
  const script = await bundle({ providers: modules, phase: 'pre-request', version: '1', from })
  const fake = fakePm({ url: 'https://api.acme.example/ping', body: 'hello' }, { ACME_API_KEY: 'k' })
  await runScript(script, fake)
  expect(fake.log).toEqual([expect.stringMatching(/^failed: .*"header"/), 'skipped'])
})

it('a provider that is not written as one has to be is not bundled', async () => {
  const unnamed = { provider: { ...provider, id: 'Acme' }, module: './outside/acme.js', named: 'acme' }
  const bundled = bundle({ providers: [unnamed], phase: 'pre-request', version: '1', from })
  await expect(bundled).rejects.toMatchObject({ code: 'invalid-provider' })
})
