import { spawn } from 'node:child_process'
import { expect, inject } from 'vitest'
import { temporary } from './generated.js'

export interface Where {
  readonly cwd: string
  readonly env?: Readonly<Record<string, string | undefined>>
}

/** Runs a program as people do, with the tools of this workspace on the PATH, and expects it to end well. */
export async function runs(
  program: string,
  args: readonly string[],
  { cwd, env = {} }: Where,
): Promise<string> {
  // Nothing of this machine's settings: no proxy, no login.
  const PATH = `${inject('bin')}:${process.env.PATH}`
  const all = { PATH, HOME: temporary('home'), NO_COLOR: '1', K6_NO_USAGE_REPORT: 'true', ...env }
  const child = spawn(program, args, { cwd, env: all, stdio: ['ignore', 'pipe', 'pipe'] })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      text += chunk
    })
  }
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve))
  expect({ code, text }).toMatchObject({ code: 0 })
  return text
}
