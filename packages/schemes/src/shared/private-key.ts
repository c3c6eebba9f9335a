import {
  type Configured,
  CountersignError,
  type Host,
  namedSign,
  readSigningKey,
  reasonOf,
  type Sign,
  type SignatureName,
  type SigningKey,
  settingName,
} from '@countersign/core'

/** @throws {CountersignError} `missing-setting`, `invalid-key`: with the name of the setting */
export function signingKeyOf(
  provider: Configured,
  text: string | undefined,
  name = 'signingKey',
): SigningKey {
  const variable = settingName(provider.id, name)
  if (!text)
    throw new CountersignError('missing-setting', `${provider.name}: ${variable} is missing.`, provider.id)
  try {
    return readSigningKey(text)
  } catch (thrown) {
    const said = reasonOf(thrown).replace(/^The signing key/, variable)
    throw new CountersignError('invalid-key', `${provider.name}: ${said}`, provider.id)
  }
}

/**
 * A signature of the host, asked for early, so that what the tool lacks is refused before anything is sent.
 * @throws {CountersignError} `missing-capability`, `invalid-key`
 */
export function signerOf(
  provider: Configured,
  host: Host,
  algorithm: SignatureName,
  key: SigningKey,
  name = 'signingKey',
): Sign {
  const { signer } = host
  if (!signer) {
    const message = `${provider.name}: ${host.name} cannot sign by a private key (${algorithm}). Use a tool that can.`
    throw new CountersignError('missing-capability', message, provider.id)
  }
  return namedSign(provider, settingName(provider.id, name), () => signer(algorithm, key))
}
