import type { JsonObject } from '../../json.js'

/** The id of a JWT, which is used once. */
export const once = ({ jti }: JsonObject) =>
  typeof jti === 'string' ? { singleUse: [{ name: 'jti', value: jti }] } : {}
