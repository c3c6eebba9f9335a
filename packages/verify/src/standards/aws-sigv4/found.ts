/** What header or query say of a signature. */
export interface Found {
  readonly inQuery: boolean
  readonly signature: string
  readonly scope: readonly string[]
  readonly signedHeaders: readonly string[]
  readonly dateTime: string
}

export const ALGORITHM = 'AWS4-HMAC-SHA256'

/** The names of SignedHeaders. */
export const names = (text = '') => text.split(';').filter(Boolean)
