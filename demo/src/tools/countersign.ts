import { devNull } from 'node:os'
import { Readable, Writable } from 'node:stream'
import { main } from 'countersign'

export interface Outcome {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
  // biome-ignore lint/suspicious/noExplicitAny: the sandbox's responses have several shapes
  readonly json: any
}

/** Calls the command line as its program does, with the environment `env` and no `.env` file. */
export async function countersign(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Outcome> {
  const out = collector()
  const err = collector()
  const status = await main([...args, '--dotenv', devNull], {
    env,
    stdin: Readable.from([]),
    stdout: out.stream,
    stderr: err.stream,
  })
  return { status, stdout: out.text(), stderr: err.text().trim(), json: parsed(out.text()) }
}

function parsed(text: string) {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function collector() {
  const chunks: Buffer[] = []
  const stream = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(Buffer.from(chunk))
      done()
    },
  })
  return { stream, text: () => Buffer.concat(chunks).toString('utf8') }
}
