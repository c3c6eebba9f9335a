import { cases as accepted } from '../cases.js'
import { inFolder } from '../folder.js'
import type { Context, Row, Tool } from '../row.js'
import { type Item, post, words } from './postman-files.js'
import { RUNNERS, type Runner, run } from './postman-run.js'

/** One collection with the script for all providers, in Newman and in the Postman CLI: one process each. */
export const postman: readonly Tool[] = (Object.keys(RUNNERS) as Runner[]).map((runner) => ({
  name: runner,
  rows: (context) => rowsOf(runner, context),
}))

interface Tried extends Item {
  readonly provider: string
  readonly sent: string
  /** In the tool's words, if the request must not be sent. */
  readonly refusal?: string
}

const cases: readonly Tried[] = [
  ...accepted.map(({ id, label, env }) => ({
    name: label,
    provider: label,
    sent: 'POST with JSON',
    item: ({ sandbox }: Context) => post(`${sandbox.origins[id]}/v1/things`, { variables: env }),
  })),
  {
    name: 'form-data',
    provider: 'Inqud',
    sent: 'a form with a file',
    item: ({ sandbox }) =>
      post(`${sandbox.origins.inqud}/v1/things`, {
        body: { mode: 'formdata', formdata: [{ key: 'a', value: 'b', type: 'text' }] },
      }),
    refusal: 'cannot read the bytes of a formdata body',
  },
  {
    name: 'missing setting',
    provider: 'Inqud',
    sent: 'without INQUD_TOKEN_SECRET',
    item: ({ sandbox }) =>
      post(`${sandbox.origins.inqud}/v1/things`, {
        variables: { INQUD_TOKEN_SECRET: '' },
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
      asExpected: verdict.startsWith(refusal ? 'refused' : 'accepted') && isSilent,
    }
  }
  yield lookAlikeRow(runner, context.elsewhere.arrived.slice(arrivedBefore))
}

// Before the name of a request: in Newman, and in the Postman CLI.
const HEADING = /^(?:→|Sub-folder) /m

/** What the tool printed for a case: the test of an accepted request, or the reason of a refusal. */
function verdictIn(text: string, name: string, refusal: string | undefined): string {
  const part = text.split(HEADING).find((one) => one.startsWith(`${name}\n`)) ?? text.slice(-300)
  const way = /accepted \((\S+)\)/.exec(part)?.[1]
  if (!refusal) return way ? `accepted (${way})` : part.replace(/\s+/g, ' ').slice(0, 300)
  const reason = part.split('\n').find((line) => line.includes(refusal))
  return reason
    ? `refused before sending: ${reason.replace(/^.*?countersign: /, '').replace(/['\s]+$/, '')}`
    : 'not refused'
}

/** It is sent unchanged, without a credential. */
function lookAlikeRow(runner: Runner, arrived: readonly string[]): Row {
  const isBare = arrived.length === 1 && !/x-token|x-hmac|x-salt|authorization/i.test(arrived.join('\n'))
  return {
    tool: runner,
    provider: 'a look-alike host',
    sent: '?x=api.inqud.com',
    verdict: isBare ? 'left alone' : 'a credential was sent, or nothing was',
    asExpected: isBare,
  }
}
