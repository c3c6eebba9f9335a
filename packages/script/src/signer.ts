import type { Host } from '@countersign/core/host'
import { portableSigner } from '@countersign/hosts/portable/signer'
import { webcryptoSigner } from '@countersign/hosts/webcrypto/signer'
import { entropyRandom } from './entropy.js'
import type { Tool } from './tool.js'

/**
 * What a scheme that signs by a private key needs: a separate part, so that other bundles do without. `about` is what is
 * to be signed; `random` is a source that is there already.
 */
export type SignerParts = (tool: Tool, about: string, random?: Host['random']) => Pick<Host, 'signer'>

/** WebCrypto if the tool has it, otherwise plain JavaScript. */
export const signerParts: SignerParts = (tool, about, source) => {
  const { name, crypto } = tool
  if (crypto?.subtle) return { signer: webcryptoSigner(crypto, { name }) }
  const random = source ?? entropyRandom(tool, about)
  return { signer: portableSigner({ name, ...(random && { random }) }) }
}
