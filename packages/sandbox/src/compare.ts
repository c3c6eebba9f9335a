import { timingSafeEqual } from 'node:crypto'

/** Compares in constant time; a length is no secret. */
export function same(left: string, right: string): boolean {
  const [one, other] = [Buffer.from(left), Buffer.from(right)]
  return one.length === other.length && timingSafeEqual(one, other)
}
