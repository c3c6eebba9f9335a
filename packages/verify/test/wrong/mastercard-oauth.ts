import { mastercardOauthBodyHashes } from './mastercard-oauth/body-hashes.js'
import { mastercardOauthHeaders } from './mastercard-oauth/headers.js'
import { mastercardOauthKeys } from './mastercard-oauth/keys.js'
import { mastercardOauthPayloads } from './mastercard-oauth/payloads.js'
import { mastercardOauthTexts } from './mastercard-oauth/texts.js'
import type { WrongWay } from './way.js'

export { MASTERCARD_OAUTH } from './mastercard-oauth/sign.js'

export const mastercardOauthWays: readonly WrongWay[] = [
  ...mastercardOauthTexts,
  ...mastercardOauthKeys,
  ...mastercardOauthBodyHashes,
  ...mastercardOauthHeaders,
  ...mastercardOauthPayloads,
]
