/** The text of a response that was decrypted, for tests; gone when the next request starts. */
export const OPENED = 'COUNTERSIGN_OPENED'

/** Why the request was left as it is, for tests; gone when the next request starts. */
export const NOT_SIGNED = 'COUNTERSIGN_NOT_SIGNED'
