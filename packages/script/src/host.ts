import type { Host } from '@countersign/core/host'
import { scriptNonce } from './nonce.js'
import type { Tool } from './tool.js'
import { waiting } from './waiting.js'

const now = () => Date.now() / 1000

/** Core's host in a script. */
export function scriptHost(tool: Tool, parts: Pick<Host, 'cipher' | 'random' | 'signer'> = {}): Host {
  const host = responseHost(tool, parts)
  return { ...host, ...waiting.host(tool, host) }
}

/** Core's host if there is nothing to send. */
export function responseHost(
  { name, context, digests }: Pick<Tool, 'name' | 'context' | 'digests'>,
  parts: Partial<Host> = {},
): Host {
  return { name, now, nonce: scriptNonce(context), ...digests, ...parts }
}
