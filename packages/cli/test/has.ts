import { spawnSync } from 'node:child_process'

/** Whether a tool is here. If it is not, a line says what is not tested. */
export function has(tool: string, args: readonly string[] = ['--version']): boolean {
  const isHere = spawnSync(tool, args).error === undefined
  if (!isHere) console.log(`skipped: there is no ${tool} here`)
  return isHere
}
