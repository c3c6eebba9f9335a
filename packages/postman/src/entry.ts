import { postResponse } from '@countersign/script/post-response'
import { preRequest, type ScriptParts } from '@countersign/script/pre-request'
import { pmAnswer, pmTool } from './pm.js'
import type { Pm } from './pm-types.js'

declare const pm: Pm
declare const crypto: import('./pm-types.js').SandboxGlobals['crypto']

/** Newman's sandbox has no `crypto`, and naming what is not there is an error. */
const globals = () => (typeof crypto === 'undefined' || !crypto ? {} : { crypto })

/** What a pre-request bundle calls. */
export const runPreRequest = (parts: ScriptParts): void => preRequest(pmTool(pm, globals()), parts)

/** What a post-response bundle calls. */
export const runPostResponse = (parts: ScriptParts): void => postResponse(pmAnswer(pm, globals()), parts)
