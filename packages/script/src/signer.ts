import type { Host } from '@countersign/core/host'
import { portableSigner } from '@countersign/hosts/portable/signer'
import { webcryptoSigner } from '@countersign/hosts/webcrypto/signer'
import { entropyRandom } from './entropy.js'
import type { Tool } from './tool.js'

/** What a scheme that signs by a private key needs: a separate part, so that other bundles do without. */
export type SignerParts = (tool: Tool, about: string) => Pick<Host, 'signer'>

/** WebCrypto if the tool has it, otherwise plain JavaScript. `about` is what is to be signed. */
export const signerParts: SignerParts = (tool, about) => {
  const { name, crypto } = tool
  if (crypto?.subtle) return { signer: webcryptoSigner(crypto, { name }) }
  const random = entropyRandom(tool, about)
  return { signer: portableSigner({ name, ...(random && { random }) }) }
}
