import { headerValue } from '@countersign/core'
import type { Signed } from '../standard.js'
import type { Problems } from '../words.js'
import { type Input, inputsOf } from './input.js'

/** The signature that is meant, of those on the request. */
export function sentInput(signed: Signed, problems: Problems): Input | undefined {
  const { headers } = signed.call.request
  const [input, signature] = ['Signature-Input', 'Signature'].map((name) =>
    headerValue(headers, name)?.trim(),
  )
  if (!input || !signature) {
    for (const [name, value] of [
      ['Signature-Input', input],
      ['Signature', signature],
    ] as const)
      if (!value)
        problems.add(
          name,
          `it is missing: the request is not signed; expected ${name === 'Signature' ? 'sig1=:…:' : 'sig1=("@method" …);created=…;keyid="…"'}`,
        )
    return undefined
  }
  const inputs = inputsOf(headers)
  if (inputs.length === 0) {
    problems.add(
      'Signature-Input',
      'it is not a dictionary of lists: expected sig1=("@method" …);created=…;keyid="…" (RFC 9421 section 4.1)',
    )
    return undefined
  }
  const found =
    inputs.find(({ label }) => label === signed.values.label) ??
    inputs.find((one) => one.signature !== undefined) ??
    inputs[0]
  if (found && found.signature === undefined)
    problems.add(
      'Signature',
      `it has no ${found.label}=:…:, a byte sequence between colons (RFC 9421 section 4.2)`,
    )
  return found
}
