import { Readable, Writable } from 'node:stream'
import { main } from 'countersign'
import type { Context, Row, Tool } from '../row.js'
import { refusals } from './refusals.js'

const NAME = 'countersign send'
const BODY = '{"name":"Zoë","amount":12.50}'

/** The command line, called as the program calls itself. */
export const commandLine: Tool = {
  name: NAME,
  async *rows(context) {
    for (const [provider, id, set] of accepted) yield await acceptedRow(context, provider, id, set)
    for (const refusal of refusals) yield { tool: NAME, ...(await refusal(context)) }
  },
}

const accepted: readonly (readonly [string, string, Record<string, string>])[] = [
  ['Imburse, a token for each request', 'imburse', {}],
  ['Inqud, HMAC', 'inqud', {}],
  ['Inqud, simple', 'inqud', { INQUD_MODE: 'simple' }],
  ['Send Payments', 'sendpayments', {}],
  ['Mastercard, mutual TLS and JWE', 'mastercard', {}],
]

async function acceptedRow(
  { sandbox }: Context,
  provider: string,
  id: string,
  set: Record<string, string>,
): Promise<Row> {
  const { status, json, stderr } = await countersign(
    ['send', 'POST', `${sandbox.origins[id]}/v1/things`, '--body', BODY],
    { ...sandbox.env, ...set },
  )
  const holds = status === 0 && json?.ok === true && json.body === BODY
  const verdict = holds ? `accepted (${json.way})` : (json?.error?.check ?? stderr)
  return { tool: NAME, provider, sent: `POST ${BODY}`, verdict, asItShould: holds }
}

export interface Outcome {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
  // biome-ignore lint/suspicious/noExplicitAny: the sandbox's answers have several shapes
  readonly json: any
}

/** Calls the command line with an environment of its own. */
export async function countersign(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Outcome> {
  const out = collector()
  const err = collector()
  const status = await main([...args, '--dotenv', '/dev/null'], {
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
