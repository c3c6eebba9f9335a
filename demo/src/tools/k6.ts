import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildK6, needK6 } from '@countersign/tools-k6'
import { cases as accepted, BODY } from '../cases.js'
import { inFolder } from '../folder.js'
import type { Context, Row, Tool } from '../row.js'
import { type Noted, run } from './k6-run.js'

const EXTENSION = 'k6 with the extension'

/** The built module in the real k6: one process for all rows. */
export const k6: Tool = {
  name: 'k6',
  async *rows(context) {
    const bin = await needK6().catch((thrown: Error) => thrown)
    if (bin instanceof Error) yield skipped(bin)
    else yield* rowsOf(bin, context)
  },
}

/** The extension, built with Go if it was not built before. */
export const k6Extension: Tool = {
  name: EXTENSION,
  async *rows(context) {
    const bin = await buildK6('extension').catch((thrown: Error) => thrown)
    if (bin instanceof Error) {
      yield { ...skipped(bin), tool: EXTENSION, verdict: `skipped: ${bin.message} Install Go.` }
      return
    }
    const { cases, said } = await inFolder((folder) => runIn(folder, bin, context, 'extension.js'))
    for (const { label } of accepted)
      yield { ...acceptedRow(label, cases[label], said), tool: EXTENSION, sent: 'POST, without promises' }
  },
}

const skipped = ({ message }: Error): Row => ({
  tool: 'k6',
  provider: 'all',
  sent: 'nothing',
  verdict: `skipped: ${message} Install k6 2.2.0 or newer, or Go.`,
  asExpected: true,
})

const SYNC = 'Inqud, without promises'

const refused: readonly (readonly [name: string, provider: string, sent: string, code: string])[] = [
  ['look-alike host', 'a look-alike host', '?x=api.imbursepayments.com', 'unclaimed-host'],
  ['missing setting', 'Imburse', 'without IMBURSE_PRIVATE_KEY', 'missing-setting'],
  ['file', 'Inqud', 'a file as a field of the body', 'unreadable-body'],
  ['line end', 'Inqud', 'a header with a line end', 'invalid-header'],
  ['not sync', 'Mastercard', 'without promises', 'needs-waiting'],
]

async function* rowsOf(bin: string, context: Context): AsyncGenerator<Row> {
  const before = context.elsewhere.arrived.length
  const { cases, said } = await inFolder((folder) => runIn(folder, bin, context))
  for (const name of [...accepted.map(({ label }) => label), SYNC]) yield acceptedRow(name, cases[name], said)
  const leaked = context.elsewhere.arrived.length > before
  for (const [name, provider, sent, code] of refused) {
    const { refusal = said, code: got } = cases[name] ?? {}
    const holds = got === code && !leaked
    const verdict = got ? `refused before sending: ${refusal}` : `sent, or lost: ${refusal}`
    yield { tool: 'k6', provider, sent, verdict, asExpected: holds }
  }
}

function acceptedRow(provider: string, noted: Noted | undefined, said: string): Row {
  const { ok, way, body } = parsed(noted?.response)
  const holds = noted?.status === 200 && ok === true && body === BODY
  const verdict = holds ? `accepted (${way})` : (noted?.refusal ?? noted?.response ?? said)
  return { tool: 'k6', provider, sent: 'POST with JSON', verdict, asExpected: holds }
}

function runIn(folder: string, bin: string, { sandbox, elsewhere }: Context, script?: string) {
  const authority = join(folder, 'ca.pem')
  writeFileSync(authority, sandbox.env.COUNTERSIGN_CACERT ?? '')
  const lookAlike = `http://localhost:${new URL(elsewhere.origin).port}/?x=api.imbursepayments.com`
  const env = {
    ...sandbox.env,
    ORIGINS: JSON.stringify(sandbox.origins),
    CASES: JSON.stringify(accepted),
    BODY,
    LOOK_ALIKE: lookAlike,
    // Go reads this on Linux; elsewhere the sandbox's certificate is not checked.
    ...(process.platform === 'linux'
      ? { SSL_CERT_FILE: authority }
      : { K6_INSECURE_SKIP_TLS_VERIFY: 'true' }),
  }
  return run(bin, folder, env, script)
}

// biome-ignore lint/suspicious/noExplicitAny: the sandbox's responses have several shapes
function parsed(text: string | undefined): any {
  try {
    return JSON.parse(text ?? '{}')
  } catch {
    return {}
  }
}
