import { createContext, runInContext } from 'node:vm'
import variant from '@jitl/quickjs-wasmfile-release-sync'
import { newQuickJSWASMModuleFromVariant, type QuickJSSyncVariant } from 'quickjs-emscripten-core'
import { expect, test } from 'vitest'
import { portableScript } from './isolated.js'
import { rsaKeys } from './keys.js'

// What AES and RSA look like in a bundle, whatever their functions are called.
const CIPHER = /aes|gcm|ghash|oaep|0x11b/i

test('a bundle for HMAC has no cipher in it', async () => {
  const script = await portableScript(['portableHost'])
  expect(script).not.toMatch(CIPHER)
  expect(script).not.toMatch(/\bimport\(|\brequire\(/)
})

test('a bundle with the cipher makes the tables of AES when they are first used', async () => {
  const script = await portableScript(['portableHost', 'portableCipher'])
  expect(script).toMatch(CIPHER)
  const made: number[] = []
  const context = createContext({ made })
  // Every typed array of the size of the tables is counted.
  runInContext(
    `const Own = Uint32Array; this.Uint32Array = class extends Own { constructor(...a) { super(...a); if (a[0] >= 256) made.push(a[0]) } }`,
    context,
  )
  runInContext(script, context)
  const before = made.length
  await runInContext(
    `portable.portableCipher().encrypt({ key: new Uint8Array(32), iv: new Uint8Array(12), plaintext: new Uint8Array(1), aad: new Uint8Array(0) })`,
    context,
  )
  expect([before, made.length > 0]).toEqual([0, true])
})

test('nothing of a runtime is asked for when it is loaded', async () => {
  const script = await portableScript(['portableHost', 'portableCipher', 'hmacDrbg', 'portableNonce'])
  const asked: string[] = []
  const known = new Set(Object.getOwnPropertyNames(runInContext('this', createContext())))
  const names = new Proxy(
    {},
    {
      has: (_target, name) => !known.has(String(name)),
      get: (_target, name) => {
        if (typeof name === 'string') asked.push(name)
        return undefined
      },
    },
  )
  new Function('names', `with (names) { return (() => { ${script.replace('"use strict"', '')} })() }`)(names)
  expect(asked).toEqual([])
})

test('in a real QuickJS: hash, HMAC, nonce, and a JWE key and content there and back', async () => {
  const script = await portableScript(['portableHost', 'portableCipher', 'hmacDrbg', 'portableDigests'])
  const keys = rsaKeys(2048)
  const list = (bytes: Uint8Array) => `new Uint8Array([${bytes.join()}])`
  const program = `${script}
    const random = portable.hmacDrbg({ entropy: new Uint8Array(32), nonce: new Uint8Array(16) }).generate
    const cipher = portable.portableCipher({ random })
    const host = portable.portableHost({ name: 'QuickJS', random, cipher })
    const hex = (bytes) => [...bytes].map((value) => value.toString(16).padStart(2, '0')).join('')
    const told = { hash: host.hash('SHA-256', ['abc'], 'hex'), nonce: host.nonce(64) }
    told.hmac = host.hmac('SHA-256', 'Jefe', ['what do ya want ', 'for nothing?'], 'hex')
    async function jwe() {
      const cek = random(32)
      const wrapped = await cipher.encryptKey(cipher.publicKey(${list(keys.spki)}), cek)
      const key = await cipher.decryptKey(cipher.privateKey(${list(keys.pkcs8)}), wrapped)
      const [iv, aad] = [random(12), random(5)]
      const sealed = await cipher.encrypt({ key, iv, aad, plaintext: new Uint8Array([1, 2, 3]) })
      told.opened = hex(await cipher.decrypt({ encryption: 'A256GCM', key, iv, aad, ...sealed }))
    }
    jwe().catch((thrown) => { told.opened = String(thrown) })`
  const engine = await newQuickJSWASMModuleFromVariant(variant as unknown as QuickJSSyncVariant)
  const vm = engine.newContext()
  vm.unwrapResult(vm.evalCode(program)).dispose()
  vm.runtime.executePendingJobs()
  const told = JSON.parse(vm.unwrapResult(vm.evalCode('JSON.stringify(told)')).consume(vm.getString))
  vm.dispose()
  expect(told).toEqual({
    hash: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    hmac: '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    nonce: expect.stringMatching(/^[0-9a-f]{64}$/),
    opened: '010203',
  })
})
