import type { Host } from '@countersign/core/host'
import { portableDigests } from '@countersign/hosts/portable/hash'
import { portableNonce } from '@countersign/hosts/portable/nonce'
import { runTokens } from './run-tokens.js'
import type { AnswerTool, Tool } from './tool.js'

const now = () => Date.now() / 1000

/** Core's host in a script: hash and HMAC in plain JavaScript, since they must not be awaited. */
export function scriptHost(tool: Tool, parts: Pick<Host, 'cipher' | 'random'> = {}): Host {
  return {
    ...answerHost(tool, parts),
    nonce: portableNonce({ context: tool.context }),
    send: (request) => tool.send(request),
    tokens: runTokens(tool.run, { now, hash: portableDigests.hash }),
  }
}

/** Core's host where there is nothing to send. */
export function answerHost({ name }: Pick<AnswerTool, 'name'>, parts: Partial<Host> = {}): Host {
  return { name, now, nonce: portableNonce(), ...portableDigests, ...parts }
}
