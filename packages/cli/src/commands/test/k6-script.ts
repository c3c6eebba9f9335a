import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ENTRY, entryPlugin, importLine, importProviders } from '@countersign/bundle'
import { readRequest } from '@countersign/core/request'
import type { Vector } from '@countersign/verify/vectors'
import { rolldown } from 'rolldown'
import { moduleOf } from '../../use/bundled.js'
import type { Case } from './result.js'

/** What the line with the verdicts begins with. */
export const RESULT = 'countersign vectors: '

const here = dirname(fileURLToPath(import.meta.url))

/** A k6 test that checks vectors over k6's own hashes and ciphers, and prints one line of JSON. */
export async function k6Script(cases: readonly Case[]): Promise<string> {
  const providers = cases.map(({ used }) => moduleOf(used))
  const bundler = await rolldown({
    input: ENTRY,
    external: /^k6(\/|$)/,
    logLevel: 'silent',
    plugins: [entryPlugin(entry(cases), { providers, from: here })],
    transform: { target: 'es2017' },
  })
  try {
    const { output } = await bundler.generate({ format: 'es', codeSplitting: false })
    return output[0].code
  } finally {
    await bundler.close()
  }
}

const K6 = '@countersign/k6/stock'

function entry(cases: readonly Case[]): string {
  const { imports, list } = importProviders(cases.map(({ used }) => moduleOf(used)))
  return [
    importLine('stockParts', `${K6}/parts`),
    importLine('k6Cipher', `${K6}/cipher`),
    importLine('k6Signer', `${K6}/signer`),
    importLine('checkVector', '@countersign/verify/vectors'),
    importLine('verdictOf', `${here}/result.js`),
    imports,
    `const providers = ${list}, vectors = [${cases.map(({ vector }) => literal(vector)).join(', ')}]`,
    `export default async function () {
      const { host } = stockParts(k6Cipher, k6Signer)
      const verdicts = []
      for (let at = 0; at < providers.length; at++)
        verdicts.push(await checkVector(providers[at], vectors[at], host).catch(verdictOf))
      console.log(${JSON.stringify(RESULT)} + JSON.stringify(verdicts))
    }`,
  ].join('\n')
}

/** A vector as JavaScript: the bytes of a body are no JSON. */
function literal({ request, ...others }: Vector): string {
  const { body, ...head } = asPlain(request) ?? {}
  const bytes =
    typeof body === 'object' && body !== null
      ? `new Uint8Array([${body.join()}])`
      : JSON.stringify(body ?? '')
  return `{ ...${JSON.stringify(others)}, request: { ...${JSON.stringify(head)}, body: ${bytes} } }`
}

/** The request with its headers as a list; one that cannot be read stays as it is, and is refused there too. */
function asPlain(request: Vector['request']): Vector['request'] {
  try {
    return readRequest(request)
  } catch {
    return request
  }
}
