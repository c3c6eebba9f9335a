import { plainCodec } from '@countersign/core/bytes'
import { CountersignError } from '@countersign/core/errors'
import type { Bytes } from '@countersign/core/message'
import { hmacDrbg } from '@countersign/hosts/portable/hmac-drbg'
import { portableNonce } from '@countersign/hosts/portable/nonce'
import type { Tool } from './tool.js'

/** The variable that holds entropy from outside: 64 or more hexadecimal digits. */
export const ENTROPY = 'COUNTERSIGN_ENTROPY'
const COUNT = 'COUNTERSIGN_DRAWS'
const RUN = 'COUNTERSIGN_RUN'

/**
 * A secure random source from entropy that is handed in, for a tool that has none; undefined if none was.
 * The entropy may serve many requests and runs, even side by side and with a stopped clock: what is mixed into each
 * use tells it from every other (run, count in the run, a unique nonce, and `about`, a hash of what is to be sealed).
 * @throws {CountersignError} `invalid-setting`
 */
export function entropyRandom(tool: EntropyTool, about: string): Random | undefined {
  const text = tool.variable(ENTROPY)?.trim()
  if (!text) return undefined
  const entropy = readEntropy(text)
  let generate: Random | undefined
  // Most requests draw nothing, and a script is run anew for each.
  return (length) => {
    generate ??= generatorFor(tool, entropy, about)
    return generate(length)
  }
}

type Random = (length: number) => Bytes

function generatorFor(tool: EntropyTool, entropy: Bytes, about: string): Random {
  const unique = portableNonce({ context: `${tool.context} ${tool.render('{{$guid}} {{$guid}}')}` })
  const run = tool.run.get(RUN) ?? unique(64)
  const count = Number(tool.run.get(COUNT) ?? 0) + 1
  tool.run.set(RUN, run)
  tool.run.set(COUNT, String(count))
  const personalization = `${run} ${count} ${tool.context} ${tool.digests.hash('SHA-256', about, 'hex')}`
  const drbg = hmacDrbg({
    entropy,
    nonce: plainCodec.utf8(unique(64)),
    personalization: plainCodec.utf8(personalization),
  })
  return (length) => drbg.generate(length)
}

export type EntropyTool = Pick<Tool, 'variable' | 'render' | 'run' | 'context' | 'digests'>

function readEntropy(text: string): Bytes {
  if (!/^([0-9a-f]{2}){32,}$/i.test(text) || new Set(text.toLowerCase()).size < 6) {
    throw new CountersignError(
      'invalid-setting',
      `${ENTROPY} must be 64 or more random hexadecimal digits, as openssl rand -hex 32 prints them.`,
    )
  }
  return new Uint8Array((text.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16)))
}
