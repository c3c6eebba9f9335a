import type { Host } from '@countersign/core/host'
import { portableCipher } from '@countersign/hosts/portable/cipher'
import { webcryptoCipher } from '@countersign/hosts/webcrypto/cipher'
import { webcryptoRandom } from '@countersign/hosts/webcrypto/random'
import { entropyRandom } from './entropy.js'
import type { ResponseTool, Tool } from './tool.js'

/** What a scheme that seals or opens needs beyond HMAC: a separate part, so that other bundles do without. */
export interface CipherParts {
  /** `about` is what is to be sealed. @throws {CountersignError} `invalid-setting` on a text that is not entropy */
  toSeal(tool: Tool, about: string): Pick<Host, 'cipher' | 'random'>
  toOpen(tool: Pick<ResponseTool, 'crypto'>): Pick<Host, 'cipher'>
}

/** WebCrypto if the tool has it, otherwise plain JavaScript with entropy from outside. */
export const cipherParts: CipherParts = {
  toSeal(tool, about) {
    if (tool.crypto?.subtle) {
      return { cipher: webcryptoCipher(tool.crypto), random: webcryptoRandom(tool.crypto) }
    }
    const random = entropyRandom(tool, about)
    return random ? { cipher: portableCipher({ random }), random } : { cipher: portableCipher() }
  },
  toOpen: ({ crypto }) => ({ cipher: crypto?.subtle ? webcryptoCipher(crypto) : portableCipher() }),
}
