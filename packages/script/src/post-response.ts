import { plainCodec, textOf } from '@countersign/core/bytes'
import { reasonOf } from '@countersign/core/errors'
import { createSigner } from '@countersign/core/signer'
import { parseUrl } from '@countersign/core/url'
import { answerHost } from './host.js'
import type { ScriptParts } from './pre-request.js'
import { namesToAsk, withSecrets } from './settings.js'
import type { AnswerTool } from './tool.js'
import { OPENED, SEALED } from './variables.js'

/**
 * A post-response script: opens a sealed answer, shows it, and leaves its text in `COUNTERSIGN_OPENED` for tests. The
 * answer itself stays as it came. What does not open, and a success in clear where the request was sealed, fails.
 */
export function postResponse(tool: AnswerTool, parts: ScriptParts): void {
  tool.run.unset(OPENED)
  const release = tool.hold()
  open(tool, parts).then(release, (thrown) => {
    try {
      tool.fail(reasonOf(thrown))
    } finally {
      release()
    }
  })
}

async function open(tool: AnswerTool, { providers, cipher }: ScriptParts): Promise<void> {
  const settings = await withSecrets(tool, namesToAsk(tool, providers, tool.url))
  const host = answerHost(tool, cipher?.toOpen(tool))
  const signer = createSigner({ providers, settings, host })
  const decision = signer.decide(tool.url)
  if (!decision.acts || !decision.provider.open) return
  let hasKey = true
  const { body } = await signer.open(tool.url, tool.response, (name) => {
    if (name === 'opened') hasKey = false
  })
  const what = `${decision.provider.id}`
  if (body !== undefined) {
    show(tool, textOf(body, plainCodec))
    tool.log(`countersign: ${what} opened the answer to ${tool.method} ${parseUrl(tool.url).path}`)
  } else if (hasKey && isClear(tool)) {
    throw new Error(`The answer (${tool.response.status}) came in clear, and the request was sealed.`)
  }
}

const isClear = ({ run, response: { status, body } }: AnswerTool) =>
  run.get(SEALED) !== undefined && status >= 200 && status < 300 && body.length > 0

function show(tool: AnswerTool, opened: string): void {
  tool.run.set(OPENED, opened)
  tool.show(opened)
}
