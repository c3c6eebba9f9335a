import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { createContext, runInContext } from 'node:vm'
import type { Host } from '@countersign/core/host'
import { rolldown } from 'rolldown'

type Portable = typeof import('../src/portable.js')

/** The built portable parts as one script, as an adapter's bundler makes it. */
export async function portableScript(names: readonly string[]): Promise<string> {
  const portable = fileURLToPath(new URL('../dist/portable.js', import.meta.url))
  const entry = `export { ${names.join(', ')} } from ${JSON.stringify(portable)}`
  const bundle = await rolldown({
    input: 'entry',
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === 'entry' ? id : undefined),
        load: (id) => (id === 'entry' ? entry : undefined),
      },
    ],
  })
  const { output } = await bundle.generate({ format: 'iife', name: 'portable', codeSplitting: false })
  if (output.length !== 1) throw new Error('more than one file')
  return output[0].code
}

// What ECMAScript has is in every realm; these are the only ones of it that some tools lack or hide.
const HIDDEN = ['globalThis', 'SharedArrayBuffer', 'Atomics', 'WebAssembly', 'escape', 'unescape']

/** The portable parts in a realm that has nothing but ECMAScript, and not all of that. */
export async function isolated(names: readonly string[]): Promise<Portable> {
  const context = createContext(Object.create(null))
  runInContext(HIDDEN.map((name) => `delete this.${name}`).join(';'), context)
  return runInContext(`${await portableScript(names)};portable`, context)
}

/** A host of that realm: its random source is the DRBG, and only its entropy comes from outside. */
export async function isolatedHost(): Promise<Host> {
  const parts = await isolated(['portableHost', 'portableCipher', 'portableSigner', 'hmacDrbg'])
  const [entropy, nonce] = [new Uint8Array(randomBytes(32)), new Uint8Array(randomBytes(16))]
  const random = parts.hmacDrbg({ entropy, nonce }).generate
  const cipher = parts.portableCipher({ random })
  const signer = parts.portableSigner({ random })
  return parts.portableHost({ name: 'portable in an empty realm', random, cipher, signer })
}
