import type { Host } from '@countersign/core'
import { nodeHost as bare, type NodeHostOptions } from '@countersign/hosts/node'
import { nodeUnlock } from '@countersign/hosts/node/unlock'

/** What opens keys that a password protects. */
export const unlocking = { name: 'The command line', unlock: nodeUnlock }

/** The host of every command: Node, which opens keys that a password protects, PKCS#12 among them. */
export const nodeHost = (options: NodeHostOptions = {}): Host => ({ ...bare(options), unlock: nodeUnlock })
