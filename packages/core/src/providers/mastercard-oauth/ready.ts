import { CountersignError } from '../../errors.js'
import type { Sign } from '../../host.js'
import type { SetupTools } from '../../provider.js'
import { type Configured, settingName, type Values } from '../../settings.js'
import { namedSign } from '../../signatures.js'
import { named } from '../../x509/client-certificate.js'
import { readPrivateKey } from '../../x509/pem.js'
import { type Config, readConfig } from './config.js'
import { type Encryption, readKeys } from './keys.js'

/** What is made of the settings, once. */
export interface Ready {
  /** @throws {CountersignError} `missing-setting`, if only responses can be opened */
  signing(): Signing
  /** The Authorization header is left out: `oAuthDisabled`. */
  readonly isUnsigned: boolean
  readonly encryption: Encryption | undefined
}

export interface Signing {
  readonly consumerKey: string
  readonly sign: Sign
}

/** @throws {CountersignError} `invalid-setting`, `invalid-key`, `missing-capability` */
export function readSettings(values: Values, provider: Configured, tools: SetupTools): Ready {
  const config = readConfig(values, provider)
  const consumerKey = values.consumerKey ?? config?.consumerKey
  checkConsumerKey(consumerKey, provider)
  const sign = signOf(values, config, provider, tools)
  const missing = (setting: string) => {
    const name = settingName(provider.id, setting)
    return new CountersignError('missing-setting', `${provider.name}: ${name} is missing.`, provider.id)
  }
  return {
    signing() {
      if (!consumerKey) throw missing('consumerKey')
      if (!sign) throw tools.host.signer ? missing('signingKey') : lacking(provider, tools.host)
      return { consumerKey, sign }
    },
    isUnsigned: config?.oAuthDisabled === true,
    encryption: config?.encryption && readKeys(config.encryption, provider, tools),
  }
}

function lacking({ id, name }: Configured, host: SetupTools['host']): CountersignError {
  const message = `${name}: ${host.name} cannot sign by a private key (RSA-SHA256). Use a tool that can.`
  return new CountersignError('missing-capability', message, id)
}

/** It is written as it is into a header, in quotes. */
function checkConsumerKey(consumerKey: string | undefined, provider: Configured): void {
  if (!consumerKey || /^[\u0021\u0023-\u007e]+$/.test(consumerKey)) return
  const name = settingName(provider.id, 'consumerKey')
  const message = `${provider.name}: ${name} holds a space, a quote or a letter beyond ASCII. Copy it again.`
  throw new CountersignError('invalid-setting', message, provider.id)
}

function signOf(
  values: Values,
  config: Config | undefined,
  provider: Configured,
  { host }: SetupTools,
): Signing['sign'] | undefined {
  const key = values.signingKey ?? config?.keystore
  // A host that only opens responses has no signer.
  if (!key || !host.signer || config?.oAuthDisabled) return undefined
  const variable = settingName(provider.id, 'signingKey')
  const password = values.signingKeyPassword ?? config?.keystorePassword
  const name = values.signingKey ? variable : `${settingName(provider.id, 'config')}: keystoreP12Path`
  const { pkcs8 } = named(provider, name, variable, () => readPrivateKey(key, { host, password }))
  const { signer } = host
  return namedSign(provider, name, () => signer('RSA-SHA256', { kind: 'RSA', pkcs8 }))
}
