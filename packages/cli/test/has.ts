import { spawnSync } from 'node:child_process'

/** Whether a tool is here, among its like: bash alone, as on Windows, is not. If it is not, a line says what is not tested. */
export function has(tool: string, args: readonly string[] = ['--version']): boolean {
  const isHere = process.platform !== 'win32' && spawnSync(tool, args).error === undefined
  if (!isHere) console.log(`skipped: there is no ${tool} here`)
  return isHere
}
