import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { providers } from '@countersign/core'
import { environment, shippedScript } from '@countersign/postman'
import type { Context, Row, Tool } from '../row.js'
import { RUNNERS, type Runner, run } from './postman-run.js'

const BODY = '{"name":"Zoë","amount":12.50}'

/** One collection with the script for all providers, in Newman and in the Postman CLI: one process each. */
export const postman: readonly Tool[] = (Object.keys(RUNNERS) as Runner[]).map((runner) => ({
  name: runner,
  rows: (context) => rowsOf(runner, context),
}))

interface Case {
  readonly name: string
  readonly provider: string
  readonly sent: string
  readonly item: (context: Context) => object
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

const cases: readonly Case[] = [
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
  const text = await inFolder((folder) => run(runner, folder, words(folder, context)))
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

const event = (listen: 'prerequest' | 'test', exec: string) => ({ listen, script: { exec: [exec] } })

const HMAC = "pm.variables.set('INQUD_MODE', 'hmac')"

function post(
  url: string,
  { before = HMAC, body }: { before?: string | undefined; body?: object } = {},
): object {
  return {
    event: [
      event('prerequest', `${before}\n;${shippedScript('all', 'pre-request', true)}`),
      event('test', SAYS_ACCEPTED),
    ],
    request: {
      method: 'POST',
      url,
      header: [{ key: 'Content-Type', value: 'application/json' }],
      body: body ?? { mode: 'raw', raw: BODY },
    },
  }
}

// An opened answer is in a variable of the run; every other is plain.
const SAYS_ACCEPTED = `
if (pm.info.requestName !== 'look-alike') {
  var answer = JSON.parse(pm.variables.get('COUNTERSIGN_OPENED') || pm.response.text())
  pm.test('accepted (' + answer.way + ')', function () {
    pm.expect(answer.ok, pm.response.text()).to.equal(true)
    pm.expect(answer.body).to.equal('${BODY}')
  })
}`

function words(folder: string, context: Context): string[] {
  const file = (name: string, content: string | object) => {
    const path = join(folder, name)
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content), { mode: 0o600 })
    return path
  }
  const { env } = context.sandbox
  return [
    file('collection.json', collectionFor(context)),
    '-e',
    file('environment.json', filledEnvironment(env)),
    '--ssl-extra-ca-certs',
    file('ca.pem', env.COUNTERSIGN_CACERT ?? ''),
    '--ssl-client-cert',
    file('cert.pem', env.MASTERCARD_CLIENT_CERTIFICATE ?? ''),
    '--ssl-client-key',
    file('key.pem', env.MASTERCARD_CLIENT_KEY ?? ''),
  ]
}

function collectionFor(context: Context): object {
  const events = [event('test', shippedScript('all', 'post-response', true))]
  const lookAlike = `http://localhost:${new URL(context.elsewhere.origin).port}/?x=api.inqud.com`
  const items = cases.map(({ name, item }) => ({ name, ...item(context) }))
  const schema = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json'
  return {
    info: { name: 'demo', schema },
    event: events,
    item: [...items, { name: 'look-alike', ...post(lookAlike) }],
  }
}

function filledEnvironment(env: Readonly<Record<string, string>>): object {
  const rows = providers.flatMap((provider) => environment(provider).values)
  const values = rows.map(({ key }) => ({ key, value: env[key] ?? '', enabled: true }))
  return {
    name: 'demo',
    values: [
      ...values,
      { key: 'COUNTERSIGN_ENTROPY', value: randomBytes(32).toString('hex'), enabled: true },
    ],
  }
}

async function inFolder<Result>(use: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-demo-'))
  try {
    return await use(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
