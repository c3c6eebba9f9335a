import {
  type AnyProvider,
  baseUrlOf,
  CountersignError,
  isPem,
  type Signer,
  settingsOf,
  type Values,
} from '@countersign/core'
import { examplesOf } from '@countersign/core/provider'

/**
 * Signs an example request, by the rules of the signer, and sends nothing: so that a setting that no header can carry
 * is named before the first request. A provider that waits for a token or for encryption is left out.
 * @throws {CountersignError} `invalid-header`
 */
export function checkCarried(provider: AnyProvider, signer: Signer, values: Values): void {
  try {
    signExample(provider, signer)
  } catch (thrown) {
    if (!(thrown instanceof CountersignError) || thrown.code !== 'invalid-header') return
    throw new CountersignError(
      'invalid-header',
      `${thrown.message}${suspected(provider, values)}`,
      provider.id,
    )
  }
}

function signExample(provider: AnyProvider, { needs, sign }: Signer): void {
  const example = examplesOf(provider).find(({ asksForToken }) => !asksForToken)
  if (!example) return
  const { method, path, body = '' } = example
  const request = { method, url: `${baseUrlOf(provider)}${path}`, headers: [], body }
  if (needs(request)?.waits === false) sign(request)
}

/** The settings with a letter beyond Latin-1, in a sentence after a space. */
function suspected(provider: AnyProvider, values: Values): string {
  const odd = settingsOf(provider).filter(
    (setting) => !isPem(setting) && /[\u0100-\uffff]/.test(values[setting.name] ?? ''),
  )
  return odd.length > 0 ? ` Such a letter is in ${odd.map(({ variable }) => variable).join(' and ')}.` : ''
}
