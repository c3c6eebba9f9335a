import {
  type AnyProvider,
  baseUrlOf,
  CountersignError,
  createSigner,
  isPem,
  type Request,
  type Resolver,
  type Signer,
  settingsOf,
  type TokenSource,
  type Values,
} from '@countersign/core'
import { examplesOf } from '@countersign/core/provider'
import { placeholderTokens, tokenRequest } from './commands/explain/tokens.js'
import { nodeHost } from './node-host.js'

/**
 * Signs an example request, by the rules of the signer, and sends nothing: so that a setting that cannot sign, or that
 * no header can carry, is named before the first request. A provider that waits for a token or for encryption is left
 * out.
 * @throws {CountersignError} that is about a setting
 */
export function checkCarried(provider: AnyProvider, signer: Signer, values: Values): void {
  const request = exampleOf(provider)
  try {
    if (request && signer.needs(request)?.waits === false) signer.sign(request)
  } catch (thrown) {
    throwIfOfSettings(thrown, provider, values)
  }
}

/**
 * The same for every provider. Tokens are not asked for: the request for one is made, and that is all.
 * @throws {CountersignError} that is about a setting
 */
export async function checkSigning(provider: AnyProvider, settings: Resolver, values: Values): Promise<void> {
  const request = exampleOf(provider)
  const asked: TokenSource[] = []
  const host = { ...nodeHost(), tokens: placeholderTokens(asked) }
  try {
    if (request) await createSigner({ providers: [provider], settings, host }).apply(request)
    for (const source of asked) await tokenRequest(source)
  } catch (thrown) {
    throwIfOfSettings(thrown, provider, values)
  }
}

function exampleOf(provider: AnyProvider): Request | undefined {
  const example = examplesOf(provider).find(({ asksForToken }) => !asksForToken)
  if (!example) return undefined
  const { method, path, body = '' } = example
  return { method, url: `${baseUrlOf(provider)}${path}`, headers: [], body }
}

/** Other errors are about the example, which is nobody's request. */
function throwIfOfSettings(thrown: unknown, provider: AnyProvider, values: Values): void {
  if (!(thrown instanceof CountersignError)) return
  if (['invalid-setting', 'invalid-key', 'missing-setting'].includes(thrown.code)) throw thrown
  const odd = suspected(provider, values)
  // A header of the example may lack what a header of a real request has.
  if (thrown.code !== 'invalid-header' || odd.length === 0) return
  const message = `${thrown.message} Such a letter is in ${odd.join(' and ')}.`
  throw new CountersignError('invalid-header', message, provider.id)
}

/** The settings with a letter that no header can carry. */
const suspected = (provider: AnyProvider, values: Values): string[] =>
  settingsOf(provider).flatMap((setting) =>
    !isPem(setting) && /[^\t\u0020-\u007e\u0080-\u00ff]/.test(values[setting.name] ?? '')
      ? [setting.variable]
      : [],
  )
