import type { Host } from '@countersign/core'
import { nodeHost } from '@countersign/hosts/node'

/** Core's three homes: native, the web's, and plain JavaScript. */
export const hosts: Record<string, () => Host> = { node: () => nodeHost() }
