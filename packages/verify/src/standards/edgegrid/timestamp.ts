import { clockReadings } from '../../resign/clock-text.js'

/** Seconds since 1970 of `20140321T19:34:21+0000`. */
export const secondsOf = (timestamp: string) => clockReadings(timestamp)[0]?.seconds

export const timestampOf = (seconds: number) =>
  `${new Date(seconds * 1000).toISOString().replace(/-|\.\d{3}Z/g, '')}+0000`
