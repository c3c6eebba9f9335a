import { createDecider } from '@countersign/core/decider'
import { CountersignError, reasonOf } from '@countersign/core/errors'
import type { AnyProvider } from '@countersign/core/provider'
import { PORTABLE } from './host.js'
import { changesIn, finish, type Signature, signatureOf } from './memory.js'
import type { ScriptParts } from './pre-request.js'
import { sentRequest } from './read.js'
import { scriptSettings } from './settings.js'
import type { ResponseTool } from './tool.js'
import { OPENED } from './variables.js'

/**
 * A post-response script. It compares the request that was sent with what was signed: a later script may have changed
 * it. It decrypts a sealed response, shows it, and leaves its text in `COUNTERSIGN_OPENED` for tests; the response
 * itself stays as it came. What is wrong becomes a failing test.
 */
export function postResponse(tool: ResponseTool, parts: ScriptParts): void {
  tool.run.unset(OPENED)
  const release = tool.hold()
  check(tool, parts).then(release, (thrown) => {
    try {
      tool.fail(reasonOf(thrown))
    } finally {
      release()
    }
  })
}

async function check(tool: ResponseTool, { providers, open }: ScriptParts): Promise<void> {
  const signature = signatureOf(tool)
  if (signature && !signature.done) checkUnchanged(tool, signature)
  if (signature && !open) return
  const settings = scriptSettings(tool)
  const decider = createDecider({ providers, settings: settings.get })
  await settings.askSecrets(() => decider.matching(tool.url))
  const decision = decider(tool.url)
  if (!decision.acts) return
  if (!signature && tool.sent) throw notSigned(decision.provider)
  await open?.({ tool, decider, decision, isSealed: signature?.sealed === true })
}

/** A later script may have changed what was signed. */
function checkUnchanged(tool: ResponseTool, signature: Signature): void {
  finish(tool, signature)
  if (!tool.sent) return
  const { hash } = tool.digests ?? PORTABLE
  const changes = changesIn(sentRequest(tool.sent()), signature, hash)
  if (changes.length === 0) return
  const what = changes.join(' and ')
  tool.fail(
    `A script changed ${what} after the request was signed. Make the change before: paste Countersign's script below that one.`,
  )
}

function notSigned({ id, name }: AnyProvider): CountersignError {
  return new CountersignError(
    'invalid-url',
    `The request went to a host of ${name} without being signed: a script changed its URL after Countersign's had run, or that is missing. Paste Countersign's script below the one that sets the URL.`,
    id,
  )
}
