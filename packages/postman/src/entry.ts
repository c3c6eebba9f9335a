import { postResponse } from '@countersign/script/post-response'
import { preRequest, type ScriptParts } from '@countersign/script/pre-request'
import type { CryptoJs } from './crypto-js.js'
import { pmOpening, pmResponse, pmTool } from './pm.js'
import type { Pm, SandboxGlobals } from './pm-types.js'

declare const pm: Pm
declare const crypto: SandboxGlobals['crypto']
declare const require: ((name: string) => unknown) | undefined

/** Newman's sandbox has no `crypto`, and naming what is not there is an error. */
function globals(): SandboxGlobals {
  return { ...(typeof crypto !== 'undefined' && crypto && { crypto }), cryptoJs: sandboxCryptoJs }
}

function sandboxCryptoJs(): CryptoJs | undefined {
  try {
    // By another name, so that the bundler does not take it for an import.
    const load = typeof require === 'function' ? require : undefined
    return load?.('crypto-js') as CryptoJs | undefined
  } catch {
    return undefined
  }
}

/** What a pre-request bundle calls. */
export const runPreRequest = (parts: ScriptParts): void => preRequest(pmTool(pm, globals()), parts)

/** What a post-response bundle calls. */
export const runPostResponse = (parts: ScriptParts): void => postResponse(pmResponse(pm, globals()), parts)

/** The same if a provider opens responses. */
export const runOpening = (parts: ScriptParts): void => postResponse(pmOpening(pm, globals()), parts)
