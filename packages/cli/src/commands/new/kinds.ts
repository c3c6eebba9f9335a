/** What a new provider may resemble. */
export const KINDS = ['hmac', 'query', 'token', 'jws'] as const

export type Kind = (typeof KINDS)[number]
