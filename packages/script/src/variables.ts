/** The text of an answer that was opened, for tests; gone when the next request starts. */
export const OPENED = 'COUNTERSIGN_OPENED'
/** Set while the answer to a sealed request is awaited. */
export const SEALED = 'COUNTERSIGN_SEALED'
