import { createDecider, type Decider } from '@countersign/core/decider'
import { CountersignError, reasonOf } from '@countersign/core/errors'
import type { AnyProvider } from '@countersign/core/provider'
import { refusedHint } from '@countersign/core/refused'
import type { SecretFilter } from '@countersign/core/secrets/filter'
import { changesIn, finish, type Signature, signatureOf } from './memory.js'
import type { ScriptParts } from './parts.js'
import { sentRequest } from './read.js'
import { type ScriptSettings, scriptSettings } from './settings.js'
import type { OpeningTool, ResponseTool } from './tool.js'
import { isFirst, OPENED } from './variables.js'

/**
 * A post-response script. It compares the request that was sent with what was signed: a later script may have changed
 * it. It decrypts a sealed response, shows it, and leaves its text in `COUNTERSIGN_OPENED` for tests; the response
 * itself stays as it came. What is wrong becomes a failing test.
 * @param tool an {@link OpeningTool} if the parts open responses
 */
export function postResponse(tool: ResponseTool | OpeningTool, parts: ScriptParts): void {
  tool.run.unset(OPENED)
  const release = tool.hold()
  const settings = scriptSettings(tool)
  const decider = createDecider({ providers: parts.providers, settings: settings.get })
  const guarded = concealing(tool, decider.conceal)
  check({ tool: guarded, parts, decider }, settings).then(release, (thrown) => {
    try {
      tool.fail(reasonOf(thrown, decider.conceal))
    } finally {
      release()
    }
  })
}

/** No message of the tool holds a secret of any provider. */
const concealing = (tool: ResponseTool, conceal: SecretFilter): ResponseTool => ({
  ...tool,
  log: (line) => tool.log(conceal(line)),
  fail: (reason) => tool.fail(conceal(reason)),
})

interface Script {
  readonly tool: ResponseTool
  readonly parts: ScriptParts
  readonly decider: Decider
}

async function check({ tool, parts: { open }, decider }: Script, settings: ScriptSettings): Promise<void> {
  const signature = signatureOf(tool)
  if (signature && !signature.done && isUnchanged(tool, signature)) sayIfRefused(tool)
  if (signature && !open) return
  await settings.askSecrets(() => decider.matching(tool.url))
  const decision = decider(tool.url)
  if (!decision.acts) return
  if (!signature && tool.sent) throw notSigned(decision.provider)
  await open?.({ tool: tool as OpeningTool, decider, decision, isSealed: signature?.sealed === true })
}

/** A later script may have changed what was signed: a failing test. */
function isUnchanged(tool: ResponseTool, signature: Signature): boolean {
  finish(tool, signature)
  const changes = tool.sent ? changesIn(sentRequest(tool.sent()), signature) : []
  if (changes.length === 0) return true
  const what = changes.join(' and ')
  tool.fail(
    `A script changed ${what} after the request was signed. Make the change before: paste Countersign's script below that one.`,
  )
  return false
}

/** Says once per run what to do next. Whether the run fails is for its own tests to say. */
function sayIfRefused(tool: ResponseTool): void {
  const hint = refusedHint(tool.response, Date.now() / 1000)
  if (hint && isFirst(tool, 'COUNTERSIGN_REFUSED')) tool.log(`countersign: ${hint}`)
}

function notSigned({ id, name }: AnyProvider): CountersignError {
  return new CountersignError(
    'invalid-url',
    `The request went to a host of ${name} without being signed: a script changed its URL after Countersign's had run, or that is missing. Paste Countersign's script below the one that sets the URL.`,
    id,
  )
}
