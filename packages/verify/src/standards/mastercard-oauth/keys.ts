import type { KeyObject } from 'node:crypto'
import { readPrivateKey } from '@countersign/core/x509/pem'
import { publicHalf } from '../private-key.js'
import type { Signed } from '../standard.js'
import { configText, encryptionOf, textAt } from './config.js'

/** The setting that holds the signing key, as messages name it. */
export const signingKeyName = ({ values, variable }: Signed): string =>
  values.signingKey ? variable('signingKey') : `keystoreP12Path of ${variable('config')}`

/** The public half of the signing key; undefined if there is none at hand that can be read. */
export function signingKeyOf(signed: Signed): KeyObject | undefined {
  const { values } = signed
  const key = values.signingKey ?? configText(values, 'keystoreP12Path')
  return key === undefined ? undefined : publicHalf(readPrivateKey(key, unlocking(signed)).pkcs8)
}

const unlocking = ({ values, call }: Signed) => ({
  host: call.host,
  password: values.signingKeyPassword ?? configText(values, 'keystorePassword'),
})

/** A key that may have signed in place of the signing key. */
export interface OtherKey {
  readonly when: string
  readonly key: KeyObject
}

/** The keys at hand besides the signing key. */
export function otherKeysOf(signed: Signed): OtherKey[] {
  const { values, one, variable } = signed
  const config = variable('config')
  const encryption = encryptionOf(values) ?? {}
  const texts = [
    ...one.otherValues('signingKey').map(({ value, from }) => ({
      when: `the key is the ${variable('signingKey')} from ${from}, the wrong one of the two`,
      text: value,
    })),
    {
      when: `the key is the keystoreP12Path of ${config}, and ${variable('signingKey')} is set`,
      text: values.signingKey && configText(values, 'keystoreP12Path'),
    },
    ...['privateKey', 'keyStore'].map((name) => ({
      when: `the key is the ${name} of ${config}, which decrypts responses`,
      text: textAt(encryption, name),
    })),
  ]
  return texts.flatMap(({ when, text }) => {
    const key = text && readable(signed, text)
    return key ? [{ when, key }] : []
  })
}

function readable(signed: Signed, text: string): KeyObject | undefined {
  const encryption = encryptionOf(signed.values) ?? {}
  const own = unlocking(signed)
  for (const password of [own.password, textAt(encryption, 'keyStorePassword')]) {
    try {
      return publicHalf(readPrivateKey(text, { ...own, password }).pkcs8)
    } catch {
      // It may have another password, or be none.
    }
  }
  return undefined
}
