import { fileURLToPath } from 'node:url'
import { createContext, runInContext } from 'node:vm'
import { rolldown } from 'rolldown'
import { expect, it } from 'vitest'
import { INQUD, testHost } from './host.js'

it('the built core signs in a realm that has nothing but the language', async () => {
  const bundle = await rolldown({ input: fileURLToPath(new URL('../dist/index.js', import.meta.url)) })
  const { output } = await bundle.generate({ format: 'iife', name: 'core' })
  const realm = createContext(Object.create(null), { codeGeneration: { strings: false, wasm: false } })
  runInContext(output[0].code, realm)
  Object.assign(realm, { host: testHost({ nonce: (digits) => '0'.repeat(digits) }), env: INQUD })
  const signature = runInContext(
    `core.createSigner({ providers: core.providers, settings: (name) => env[name], host })
       .sign({ method: 'GET', url: 'https://api.inqud.com/v1', headers: [], body: '' })
       .request.headers.find(([name]) => name === 'X-HMAC-SHA256-Signature')[1]`,
    realm,
  )
  expect(signature).toBe('bfe47a2a2ad22ef55194eacc9f47b2ef8115dd8cbbc02926466b4bfb8fe65b17')
})
