import type { Mistake } from './mistake.js'

/** A key, and the mistake by which it is used. */
export interface Key extends Mistake {
  readonly bytes: Buffer
}

export const key = (bytes: Buffer | string, when: string, advice: string): Key => ({
  bytes: Buffer.from(bytes as string),
  when,
  advice,
})
