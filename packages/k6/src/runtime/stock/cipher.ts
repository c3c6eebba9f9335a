import type { Cipher } from '@countersign/core/host'
import { gcmLongIv, webcryptoCipher } from '@countersign/hosts/webcrypto'

/** RSA-OAEP and AES by k6's WebCrypto, whose own AES-GCM ends the whole process on an IV of 128 bits. */
export const k6Cipher = (): Cipher => webcryptoCipher(crypto, { longIv: gcmLongIv })
