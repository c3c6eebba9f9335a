import type { AnyProvider } from '../provider.js'
import { imburse } from './imburse/index.js'
import { inqud } from './inqud/index.js'
import { mastercard } from './mastercard/index.js'
import { mastercardOauth } from './mastercard-oauth/index.js'
import { sendpayments } from './sendpayments/index.js'

/**
 * The providers that Countersign brings. A list of your own may hold others, in the same shape.
 * @example providers.some(({ id }) => id === 'imburse') // true
 */
export const providers: readonly AnyProvider[] = [imburse, inqud, sendpayments, mastercard, mastercardOauth]

export { imburse, inqud, mastercard, mastercardOauth, sendpayments }
