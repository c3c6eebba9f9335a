import { existsSync } from 'node:fs'
import { type AnyProvider, CountersignError, type Resolver, type Signer } from '@countersign/core'
import { missingSetting } from '@countersign/core/settings'
import { hostAlike, listing, onlyLike } from './alike.js'

/** Where a command's settings come from. */
export interface Source {
  readonly settings: Resolver
  /** The file that was named with --dotenv. */
  readonly dotenv: string | undefined
  readonly signer: Signer
  readonly providers: readonly AnyProvider[]
}

/** Why no provider signs a request, and what to do about it. @param way a further way out, as a phrase */
export function whyUnsigned(url: string, source: Source, way = ''): string {
  const decision = source.signer.decide(url)
  if (decision.acts) return `${decision.why}.`
  const other = way && `, or ${way}`
  if (decision.reason === 'off') return `${decision.why}. Unset it to sign requests${other}.`
  const { provider } = decision
  if (!provider) {
    const alike = hostAlike(new URL(url).hostname, source.providers)
    if (alike) return `${decision.why}${onlyLike(alike)}. Correct the URL${other}. ${listing(alike.provider)}`
    const file = source.dotenv === undefined ? 'the file of its settings with --dotenv or ' : 'the file '
    return `${decision.why}. Correct the URL, or name ${file}of its provider with --use${other}. ${listing()}`
  }
  return `${missingSetting(provider, {}, source.settings).message} ${hint(provider.id, source)}`
}

function hint(id: string, { dotenv }: Pick<Source, 'dotenv'>): string {
  if (dotenv !== undefined) return `Correct ${dotenv}.`
  const file = existsSync('.env') ? 'correct .env, ' : ''
  return upperFirst(
    `${file}run \`countersign init ${id}\` to write a .env, or name the file that holds the settings with --dotenv.`,
  )
}

const upperFirst = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** Says what to do about a setting that is missing. */
export const rethrowWithHint =
  (source: Pick<Source, 'dotenv'>) =>
  (thrown: unknown): never => {
    if (!(thrown instanceof CountersignError) || thrown.code !== 'missing-setting' || !thrown.provider)
      throw thrown
    throw new CountersignError(
      thrown.code,
      `${thrown.message} ${hint(thrown.provider, source)}`,
      thrown.provider,
    )
  }
