import type { Request } from '@countersign/core/message'
import { portableDigests } from '@countersign/hosts/portable/hash'
import type { Tool } from './tool.js'

const SIGNED = 'COUNTERSIGN_SIGNED'

/**
 * Whether this very request was signed already: the script stands at two levels of a collection. What was signed is
 * remembered by its hash, in the run.
 */
export function isSigned({ run }: Pick<Tool, 'run'>, request: Request): boolean {
  return run.get(SIGNED) === fingerprint(request)
}

export function rememberSigned({ run }: Pick<Tool, 'run'>, request: Request): void {
  run.set(SIGNED, fingerprint(request))
}

function fingerprint({ method, url, headers, body }: Request): string {
  const rows = headers.map(([name, value]) => `${name.toLowerCase()}: ${value}`).sort()
  return portableDigests.hash('SHA-256', [JSON.stringify([method, url, rows]), body], 'hex')
}
