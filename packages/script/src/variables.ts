/** The text of a response that was decrypted, for tests; gone when the next request starts. */
export const OPENED = 'COUNTERSIGN_OPENED'
