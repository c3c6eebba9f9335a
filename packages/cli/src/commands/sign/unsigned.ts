import { CountersignError, type Decision, missingSettings } from '@countersign/core'

/** Why no provider signs a request, and what to do about it. @param way a further way out, as a phrase */
export function whyUnsigned(decision: Decision, way = ''): string {
  if (decision.acts) return `${decision.why}.`
  const other = way && `, or ${way}`
  if (decision.reason === 'off') return `${decision.why}. Unset it to sign requests${other}.`
  const { provider } = decision
  if (!provider)
    return `${decision.why}. Correct the URL, or name the file of its settings with --dotenv or of its provider with --use${other}. ${LISTING}`
  const missing = missingSettings(provider, {})
    .map((name) => `${name} is missing`)
    .join(', ')
  return `${decision.why}${missing && `: ${missing}`}. ${hint(provider.id)}`
}

const LISTING = 'Only if the host may get the credentials: list it in the setting …_HOSTS of its provider.'

const hint = (id: string) =>
  `Run \`countersign init ${id}\` to write a .env, or name the file that holds the settings with --dotenv.`

/** Says what to do about a setting that is missing. */
export function rethrowWithHint(thrown: unknown): never {
  if (!(thrown instanceof CountersignError) || thrown.code !== 'missing-setting' || !thrown.provider)
    throw thrown
  throw new CountersignError(thrown.code, `${thrown.message} ${hint(thrown.provider)}`, thrown.provider)
}
