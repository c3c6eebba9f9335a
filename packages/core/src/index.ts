/**
 * Signs requests and opens responses: the providers, the signer, what both need of a tool, and what schemes are made of.
 * It knows no runtime.
 * @module @countersign/core
 */

export { unknownAlgorithm } from './algorithms.js'
export { bearer, bringsBearer, obtainToken } from './bearer/bearer.js'
export {
  type Asked,
  accessTokenOf,
  epochSeconds,
  invalidTokenResponse,
  jwtExpiry,
  parseTokenResponse,
} from './bearer/token-response.js'
export {
  byteLength,
  bytesOf,
  checkText,
  concat,
  fromBase64,
  plainCodec,
  textOf,
  wellFormed,
} from './bytes.js'
export {
  type Claim,
  createDecider,
  type Decider,
  type DeciderOptions,
  type Decision,
  type PassThrough,
} from './decider.js'
export { defineProvider } from './define.js'
export {
  base64,
  base64url,
  compactDate,
  fromHex,
  hex,
  httpDate,
  isoDate,
  percentEncode,
  uuid,
} from './encode.js'
export { CountersignError, type ErrorCode, reasonOf } from './errors.js'
export type {
  CbcCipher,
  CbcInput,
  Cipher,
  CipherKey,
  Codec,
  ContentEncryption,
  Curve,
  DecryptInput,
  Digests,
  Encoding,
  EncryptInput,
  HashInput,
  HashName,
  Host,
  OaepHash,
  ProtectedKey,
  Sign,
  SignatureName,
  SigningKey,
  SyncCipher,
  Unlocked,
  VerifyingKey,
} from './host.js'
export { decryptJwe, encryptJwe, type Jwe, type JweHeader, parseJwe } from './jose/jwe.js'
export type {
  Bytes,
  Change,
  Data,
  Header,
  OpenPatch,
  Patch,
  Request,
  Response,
  SignedRequest,
  ToSend,
} from './message.js'
export { headerValue, merged, patched, withHeaders } from './message.js'
export { needsOf } from './needs.js'
export type { Given } from './patch.js'
export {
  type AnyProvider,
  baseUrlOf,
  type Call,
  type Capability,
  type CarriedToken,
  type Example,
  type Needs,
  type OpenCall,
  type Place,
  type Prepared,
  type Provider,
  type ResponseHead,
  type SetupTools,
  type SignedChange,
  type Written,
} from './provider.js'
export { imburse, inqud, mastercard, mastercardOauth, providers, sendpayments } from './providers/index.js'
export type { HeadersInput, RequestInput } from './request.js'
export { describeValue, secretsAt } from './secrets/collect.js'
export { type SecretFilter, secretFilter } from './secrets/filter.js'
export type {
  Configured,
  NamedSetting,
  Resolver,
  Setting,
  SettingKind,
  SettingsUse,
  Values,
} from './settings.js'
export {
  checkSettings,
  clientCertificateSettings,
  fromObject,
  hostsSetting,
  invalidSetting,
  isPem,
  missingSettings,
  missingTexts,
  readSettings,
  settingName,
  settingsOf,
  toolSettings,
  withDefaults,
} from './settings.js'
export { namedSign, signedBy } from './signatures.js'
export {
  createSigner,
  type Purpose,
  type Signed,
  type Signer,
  type SignerOptions,
} from './signer.js'
export {
  type Lease,
  memoryTokens,
  renewalTime,
  type SyncTokenStore,
  type Token,
  type TokenSource,
  type TokenStore,
  type TokenStoreOptions,
} from './tokens.js'
export { collect, type Step, type Trace } from './trace.js'
export { isLoopback, parseUrl, shown, type Url } from './url.js'
export {
  type MaybeWaiting,
  outcomeOf,
  promiseOf,
  type Wait,
  type Waiting,
  wait,
  withoutPromises,
  withPromises,
} from './waiting.js'
export { type ClientCertificate, clientCertificateOf, readTlsPair } from './x509/client-certificate.js'
export { certificatesIn, type KeyBlock, type Unlocking } from './x509/key-text.js'
export {
  type CertificateFacts,
  PemProblem,
  type PrivateKey,
  type PublicKey,
  readPrivateKey,
  readPublicKey,
} from './x509/pem.js'
export { type PublicJwk, publicJwk } from './x509/public-jwk.js'
export { readSigningKey } from './x509/signing-key.js'
export { readVerifyingKey } from './x509/verifying-key.js'
