import {
  type AnyProvider,
  baseUrlOf,
  CountersignError,
  createSigner,
  type NamedSetting,
  type Resolver,
  readSettings,
} from '@countersign/core'
import { checkCarried } from '../../carried.js'
import { checkPair, clientCertificateOf } from '../../client-certificate.js'
import { nodeHost } from '../../node-host.js'
import { resolverOf } from '../../settings.js'

export type Answers = Readonly<Record<string, string>>

const resolverFor = (provider: AnyProvider, values: Answers): Resolver =>
  resolverOf([{ from: 'the answers', values }], [provider])

/** @throws {Error} if the settings of a provider could not be used together */
export function checkTogether(provider: AnyProvider, values: Answers, warn: (text: string) => void): void {
  const settings = resolverFor(provider, values)
  const signer = createSigner({ providers: [provider], settings, host: nodeHost(), warn })
  signer.ready(provider)
  const decision = signer.decide(baseUrlOf(provider))
  const pair = decision.acts ? clientCertificateOf(provider, decision.values) : undefined
  if (pair) checkPair(pair)
  checkCarried(provider, signer, readSettings(provider, settings))
}

/** What is wrong with one answer, the others apart that are still to come; undefined if nothing is. */
export function problemWith(provider: AnyProvider, { variable }: NamedSetting, values: Answers) {
  // Nothing is missing yet: the next question may be about it.
  const optional = provider.settings.map((setting) => ({ ...setting, required: false }))
  try {
    const lenient = Object.create(provider, { settings: { value: optional, enumerable: true } })
    checkTogether(lenient, values, () => {})
    return undefined
  } catch (thrown) {
    const { message } = thrown as Error
    const isAboutIt = message.includes(variable) && !(thrown instanceof TypeError)
    const isOurs = thrown instanceof CountersignError || thrown instanceof Error
    return isAboutIt && isOurs ? message : undefined
  }
}
