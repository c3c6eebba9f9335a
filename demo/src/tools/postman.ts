import { inFolder } from '../folder.js'
import type { Context, Row, Tool } from '../row.js'
import { BODY, type Case, HMAC, post, words } from './postman-files.js'
import { RUNNERS, type Runner, run } from './postman-run.js'

/** One collection with the script for all providers, in Newman and in the Postman CLI: one process each. */
export const postman: readonly Tool[] = (Object.keys(RUNNERS) as Runner[]).map((runner) => ({
  name: runner,
  rows: (context) => rowsOf(runner, context),
}))

interface Tried extends Case {
  readonly provider: string
  readonly sent: string
  /** In the tool's words, where the request must not leave. */
  readonly refusal?: string
}

const accepted: readonly (readonly [string, string, string?])[] = [
  ['imburse', 'Imburse, a token for each request'],
  ['inqud', 'Inqud, HMAC'],
  ['inqud', 'Inqud, simple', "pm.variables.set('INQUD_MODE', 'simple')"],
  ['sendpayments', 'Send Payments'],
  ['mastercard', 'Mastercard, mutual TLS and JWE'],
]

const cases: readonly Tried[] = [
  ...accepted.map(([id, provider, before], at) => ({
    name: `case ${at}`,
    provider,
    sent: `POST ${BODY}`,
    item: ({ sandbox }: Context) => post(`${sandbox.origins[id]}/v1/things`, { before }),
  })),
  {
    name: 'form-data',
    provider: 'Inqud, HMAC',
    sent: 'a form with a file',
    item: ({ sandbox }) =>
      post(`${sandbox.origins.inqud}/v1/things`, {
        body: { mode: 'formdata', formdata: [{ key: 'a', value: 'b', type: 'text' }] },
      }),
    refusal: 'cannot read the bytes of a formdata body',
  },
  {
    name: 'missing setting',
    provider: 'Inqud, HMAC',
    sent: 'without INQUD_TOKEN_SECRET',
    item: ({ sandbox }) =>
      post(`${sandbox.origins.inqud}/v1/things`, {
        before: `${HMAC}; pm.variables.set('INQUD_TOKEN_SECRET', '')`,
      }),
    refusal: 'INQUD_TOKEN_SECRET is missing',
  },
]

async function* rowsOf(runner: Runner, context: Context): AsyncGenerator<Row> {
  const before = context.sandbox.requests.length
  const arrivedBefore = context.elsewhere.arrived.length
  const text = await inFolder((folder) => run(runner, folder, words(folder, context, cases)))
  const refused = cases.filter(({ refusal }) => refusal !== undefined)
  const seen = context.sandbox.requests.slice(before).filter(({ path }) => path.startsWith('/v1/things'))
  const isSilent = seen.length === cases.length - refused.length
  for (const { name, provider, sent, refusal } of cases) {
    const verdict = verdictIn(text, name, refusal)
    yield {
      tool: runner,
      provider,
      sent,
      verdict,
      asItShould: verdict.startsWith(refusal ? 'refused' : 'accepted') && isSilent,
    }
  }
  yield lookAlikeRow(runner, context.elsewhere.arrived.slice(arrivedBefore))
}

// Before the name of a request: in Newman, and in the Postman CLI.
const HEADING = /^(?:→|Sub-folder) /m

/** What the tool printed for a case: the test of an accepted answer, or the reason of a refusal. */
function verdictIn(text: string, name: string, refusal: string | undefined): string {
  const part = text.split(HEADING).find((one) => one.startsWith(`${name}\n`)) ?? text.slice(-300)
  const way = /accepted \((\S+)\)/.exec(part)?.[1]
  if (!refusal) return way ? `accepted (${way})` : part.replace(/\s+/g, ' ').slice(0, 300)
  const reason = part.split('\n').find((line) => line.includes(refusal))
  return reason
    ? `refused before sending: ${reason.replace(/^.*?countersign: /, '').replace(/['\s]+$/, '')}`
    : 'not refused'
}

/** It goes out as it is, without a credential. */
function lookAlikeRow(runner: Runner, arrived: readonly string[]): Row {
  const isBare = arrived.length === 1 && !/x-token|x-hmac|x-salt|authorization/i.test(arrived.join('\n'))
  return {
    tool: runner,
    provider: 'a look-alike host',
    sent: '?x=api.inqud.com',
    verdict: isBare ? 'left alone' : 'got a credential, or nothing at all',
    asItShould: isBare,
  }
}
