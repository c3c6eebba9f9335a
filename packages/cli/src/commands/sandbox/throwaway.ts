import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import {
  type AnyProvider,
  type CountersignError,
  fromObject,
  type Setting,
  settingName,
} from '@countersign/core'
import { checkSigning } from '../../carried.js'

type Texts = Readonly<Record<string, string>>

/**
 * Throwaway values for the settings that a provider cannot sign without, by their name in code: those that are required,
 * and those that signing an example then asks for, in the form that it takes. Those with a default have it.
 * @param given values that are there already
 */
export async function throwawayFor(
  provider: AnyProvider,
  given: Texts = {},
): Promise<Record<string, string>> {
  const needed = provider.settings.filter(
    ({ required, default: value, heldByTool }) => required && value === undefined && !heldByTool,
  )
  const values: Record<string, string> = {}
  const left = new Map(provider.settings.map((setting) => [setting, [...formsOf(setting)]]))
  const take = (setting: Setting) => {
    const make = left.get(setting)?.shift()
    if (make) values[setting.name] = make()
    return make !== undefined
  }
  for (const setting of needed) take(setting)
  for (;;) {
    const wrong = await wrongIn(provider, { ...values, ...given })
    if (!wrong || wrong.name in given || !take(wrong)) return values
  }
}

// Who has no setting at all is left alone.
const IN_USE = { hosts: '127.0.0.1' }

/** The setting without which, or with which, an example cannot be signed. */
async function wrongIn(provider: AnyProvider, values: Texts): Promise<Setting | undefined> {
  try {
    await checkSigning(provider, fromObject(provider, { ...IN_USE, ...values }), values)
    return undefined
  } catch (thrown) {
    const { message } = thrown as CountersignError
    const at = ({ name }: Setting) => message.indexOf(settingName(provider.id, name))
    // Of names that begin alike, the longest is meant.
    const [first] = provider.settings
      .filter((setting) => at(setting) >= 0)
      .sort((one, other) => at(one) - at(other) || other.name.length - one.name.length)
    return first
  }
}

/** What a setting may hold, the likeliest first. */
function formsOf({ name, kind, secret, choices = [] }: Setting): readonly (() => string)[] {
  if (kind === 'base64') return [() => randomBytes(32).toString('base64')]
  if (kind === 'pem') return KEYS
  if (kind === 'choice') return [() => choices[0] ?? '']
  if (kind === 'number') return [() => '1']
  if (/url$/i.test(name)) return [() => 'http://127.0.0.1/token']
  return secret ? SECRETS : [() => `${name}-${randomBytes(4).toString('hex')}`]
}

const keyOf = (make: () => { privateKey: KeyObject }) => () =>
  make().privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

const KEYS = [
  keyOf(() => generateKeyPairSync('rsa', { modulusLength: 2048 })),
  ...['P-256', 'P-384', 'P-521'].map((namedCurve) => keyOf(() => generateKeyPairSync('ec', { namedCurve }))),
  keyOf(() => generateKeyPairSync('ed25519')),
]

const SECRETS = [
  () => randomBytes(32).toString('base64url'),
  () => randomBytes(32).toString('hex'),
  () => randomBytes(64).toString('base64'),
]
