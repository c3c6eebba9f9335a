import { timingSafeEqual as equalBytes } from 'node:crypto'

/** Compares two texts in constant time. Their lengths are not secret. */
export function timingSafeEqual(left: string, right: string): boolean {
  const [one, other] = [Buffer.from(left), Buffer.from(right)]
  return one.length === other.length && equalBytes(one, other)
}
