import { BODY, type Case, cases } from '../cases.js'
import type { Context, Row, Tool } from '../row.js'
import { countersign } from './countersign.js'
import { refusals } from './refusals.js'

const NAME = 'countersign send'

/** The command line, called as its program does. */
export const commandLine: Tool = {
  name: NAME,
  async *rows(context) {
    for (const one of cases) yield await acceptedRow(context, one)
    for (const refusal of refusals) yield { tool: NAME, ...(await refusal(context)) }
  },
}

async function acceptedRow({ sandbox }: Context, { id, label, env }: Case): Promise<Row> {
  const { status, json, stderr } = await countersign(
    ['send', 'POST', `${sandbox.origins[id]}/v1/things`, '--body', BODY],
    { ...sandbox.env, ...env },
  )
  const holds = status === 0 && json?.ok === true && json.body === BODY
  const verdict = holds ? `accepted (${json.way})` : (json?.error?.check ?? stderr)
  return { tool: NAME, provider: label, sent: 'POST with JSON', verdict, asExpected: holds }
}
