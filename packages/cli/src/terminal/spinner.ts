import type { Io } from './io.js'
import { isTerminal } from './paint.js'

/** Shows that something is under way, on a terminal and nowhere else, and takes it away afterwards. */
export async function whileWaiting<T>({ env, stderr }: Io, text: string, work: () => Promise<T>): Promise<T> {
  // In a terminal that draws nothing, a line that stays says no more than the prompt that is missing.
  if (!isTerminal(stderr) || env.TERM === 'dumb' || env.CI) return work()
  const { default: makeSpinner } = await import('yocto-spinner')
  const spinner = makeSpinner({ text, stream: stderr as NodeJS.WriteStream }).start()
  try {
    return await work()
  } finally {
    spinner.stop()
  }
}
