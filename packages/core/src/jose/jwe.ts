export { decryptJwe, isKnownEncryption } from './decrypt-jwe.js'
export { encryptJwe, type JweHeader } from './encrypt-jwe.js'
export { type Jwe, parseJwe } from './parse-jwe.js'
