import type { Tool } from './tool.js'

/** The text of a response that was decrypted, for tests; gone when the next request starts. */
export const OPENED = 'COUNTERSIGN_OPENED'

/** Why the request was left as it is, for tests; gone when the next request starts. */
export const NOT_SIGNED = 'COUNTERSIGN_NOT_SIGNED'

/** Whether something has not been said in this run: its name is noted. */
export function isFirst({ run }: Pick<Tool, 'run'>, name: string): boolean {
  if (run.get(name) !== undefined) return false
  run.set(name, 'yes')
  return true
}
