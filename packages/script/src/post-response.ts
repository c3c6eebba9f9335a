import { plainCodec, textOf } from '@countersign/core/bytes'
import { createDecider } from '@countersign/core/decider'
import { reasonOf } from '@countersign/core/errors'
import { createSigner } from '@countersign/core/signer'
import { responseHost } from './host.js'
import type { ScriptParts } from './pre-request.js'
import { scriptSettings } from './settings.js'
import type { ResponseTool } from './tool.js'
import { OPENED, SEALED } from './variables.js'

/**
 * A post-response script: opens a sealed answer, shows it, and leaves its text in `COUNTERSIGN_OPENED` for tests. The
 * answer itself stays as it came. What does not open, and a success in clear where the request was sealed, fails.
 */
export function postResponse(tool: ResponseTool, parts: ScriptParts): void {
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

async function open(tool: ResponseTool, { providers, cipher }: ScriptParts): Promise<void> {
  const settings = scriptSettings(tool)
  const decider = createDecider({ providers, settings: settings.get })
  await settings.askSecrets(decider, tool.url)
  const decision = decider(tool.url)
  if (!decision.acts || !decision.provider.open) return
  const signer = createSigner({ decider, host: responseHost(tool, cipher?.toOpen(tool)) })
  const { body, unopened } = await signer.open(tool.url, tool.response)
  if (body !== undefined) {
    show(tool, textOf(body, plainCodec))
    tool.log(`countersign: ${decision.provider.id} opened the answer to ${tool.method} ${decision.url.path}`)
  } else if (unopened === undefined && isClear(tool)) {
    throw new Error(`The answer (${tool.response.status}) came in clear, and the request was sealed.`)
  }
}

const isClear = ({ run, response: { status, body } }: ResponseTool) =>
  run.get(SEALED) !== undefined && status >= 200 && status < 300 && body.length > 0

function show(tool: ResponseTool, opened: string): void {
  tool.run.set(OPENED, opened)
  tool.show(opened)
}
