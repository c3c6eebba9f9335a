import { plainCodec, textOf } from '@countersign/core/bytes'
import type { Claim, Decider } from '@countersign/core/decider'
import type { Bytes } from '@countersign/core/message'
import type { AnyProvider } from '@countersign/core/provider'
import { createReady } from '@countersign/core/signing/ready'
import { promiseOf } from '@countersign/core/waiting'
import type { CipherParts } from './cipher.js'
import { responseHost } from './host.js'
import type { OpeningTool } from './tool.js'
import { OPENED } from './variables.js'

/** A response that may be sealed. */
export interface SealedResponse {
  readonly tool: OpeningTool
  readonly decider: Decider
  readonly decision: Claim
  /** The request was. */
  readonly isSealed: boolean
}

/** Decrypts a response: a part of its own, so that other bundles do without. */
export type Opener = (response: SealedResponse) => Promise<void>

export const opener =
  (cipher: CipherParts): Opener =>
  async ({ tool, decider, decision, isSealed }) => {
    const { provider } = decision
    if (!provider.open) return
    const host = responseHost(tool, cipher.toOpen(tool))
    const settings = createReady(decider, host, () => {})(provider, 'response')
    const { url } = decision
    const opened = provider.open({ url, response: tool.response, settings, host, trace: undefined })
    const { body, unopened, isPlain } = await promiseOf(opened)
    if (body !== undefined) {
      show(tool, readable(body, provider))
      tool.log(`countersign: ${provider.id} opened the response to ${tool.method} ${decision.url.path}`)
    } else if (!isPlain && unopened === undefined && isSealed && isPlainSuccess(tool)) {
      throw new Error(
        `The response (${tool.response.status}) is not encrypted, although the request was. Do not trust it.`,
      )
    }
  }

const isPlainSuccess = ({ response: { status, body } }: OpeningTool) =>
  status >= 200 && status < 300 && body.length > 0

function readable(body: Bytes, { name }: AnyProvider): string {
  try {
    return textOf(body, plainCodec)
  } catch {
    throw new Error(
      `${name}: the response decrypts to ${body.length} bytes that are not UTF-8 text. They are not shown, and ${OPENED} is not set; countersign send prints them.`,
    )
  }
}

function show(tool: OpeningTool, opened: string): void {
  tool.run.set(OPENED, opened)
  tool.show(opened)
}
