import type { Waiting } from '../waiting.js'

/** In a script whose providers wait for nothing. */
export const waiting: Waiting = { host: () => ({}), sign: () => undefined }
