import { CountersignError } from '@countersign/core/errors'
import type { Bytes } from '@countersign/core/message'
import type { AnyProvider } from '@countersign/core/provider'
import type { Signer } from '@countersign/core/signer'
import type { RefinedResponse, ResponseType } from 'k6/http'
import { k6Codec } from './codec.js'
import { nativeBody } from './send.js'

type Answer = RefinedResponse<ResponseType | undefined>

/**
 * Opens a sealed answer in place, so that `body`, `json()` and `html()` show what was sealed.
 * @throws {CountersignError} `open-failed`, `invalid-answer`
 */
export async function openInPlace<A extends Answer>(
  answer: A,
  url: string,
  provider: AnyProvider,
  signer: Signer,
): Promise<A> {
  const { status, headers, body } = answer
  if (!provider.open || body === null || body === undefined) return answer
  const isText = typeof body === 'string'
  const data = isText ? body : new Uint8Array(body as ArrayBuffer)
  const { body: opened } = await signer.open(url, { status, headers: Object.entries(headers), body: data })
  if (opened) Object.assign(answer, { body: isText ? textOf(opened, provider) : nativeBody(opened) })
  return answer
}

function textOf(opened: Bytes, { id, name }: AnyProvider): string {
  try {
    return k6Codec.text(opened)
  } catch {
    const message = `${name}: the answer opens to bytes that are no text. Ask with { responseType: 'binary' }.`
    throw new CountersignError('invalid-answer', message, id)
  }
}
