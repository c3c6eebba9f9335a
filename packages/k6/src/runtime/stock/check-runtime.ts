/** The oldest k6 that the tests run on. */
const OLDEST = '1.8'

/** @throws {Error} in a k6 that lacks what is needed */
export function checkRuntime(): void {
  const missing = lacking()
  if (missing.length === 0) return
  throw new Error(
    `Countersign needs k6 ${OLDEST} or newer, and this one is older: it has no ${missing.join(' and no ')}. Update k6.`,
  )
}

function lacking(): string[] {
  const has: readonly (readonly [name: string, there: boolean])[] = [
    ['global WebCrypto', typeof crypto !== 'undefined' && crypto.subtle !== undefined],
    ['setTimeout', typeof setTimeout === 'function'],
    ['Object.hasOwn', typeof Object.hasOwn === 'function'],
  ]
  return has.filter(([, there]) => !there).map(([name]) => name)
}
