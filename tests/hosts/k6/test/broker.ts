import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'

const bin = fileURLToPath(new URL('../bin/countersign.js', import.meta.resolve('countersign')))
const children: ChildProcess[] = []
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
})

export interface Broker {
  readonly url: string
  /** HOST:PORT, to start another one there. */
  readonly at: string
  said(): string
  /** Ends it without a word, as a crash would. */
  kill(): Promise<void>
  /** Asks it to end, as Kubernetes does. */
  end(): Promise<void>
}

/** Starts `countersign tokens` and waits for its address. */
export function startBroker(
  env: Readonly<Record<string, string>>,
  args: readonly string[] = [],
  at = '127.0.0.1:0',
): Promise<Broker> {
  const { PATH } = process.env
  const words = [bin, 'tokens', '--json', '--listen', at, ...args]
  const child = spawn(process.execPath, words, { env: { PATH, ...env } })
  children.push(child)
  let said = ''
  child.stderr.on('data', (chunk) => {
    said += chunk
  })
  const closed = new Promise<void>((resolve) => child.on('close', () => resolve()))
  const kill = () => {
    child.kill('SIGKILL')
    return closed
  }
  const end = () => {
    child.kill('SIGTERM')
    return closed
  }
  return new Promise((resolve, reject) => {
    child.stdout.once('data', (line) => {
      const { url } = JSON.parse(String(line))
      resolve({ url, at: new URL(url).host, said: () => said, kill, end })
    })
    closed.then(() => reject(new Error(`countersign tokens ended: ${said}`)))
  })
}
