import { createSigner, providers } from '@countersign/core'
import { nodeHost } from '@countersign/hosts/node'
import { BODY, type Case, cases, clientCertificate } from '../cases.js'
import type { Context, Row, Tool } from '../row.js'
import { type App, type Done, type Job, startApp } from './insomnia-app.js'

type World = Job['world']
const NAMES: Readonly<Record<World, string>> = {
  full: 'Insomnia plugin',
  sandbox: 'Insomnia plugin, QuickJS',
}

/** The plugin, loaded by the app's rules: with full access, and in the sandbox that plugins move into. */
export const insomnia: Tool = {
  name: 'Insomnia plugin',
  async *rows(context) {
    const app = await startApp()
    try {
      for (const world of ['full', 'sandbox'] as const) yield* rowsOf({ app, world, context })
    } finally {
      app.close()
    }
  },
}

interface Session {
  readonly app: App
  readonly world: World
  readonly context: Context
}

async function* rowsOf(session: Session): AsyncGenerator<Row> {
  for (const one of cases) yield await caseRow(session, one)
  yield await lookAlikeRow(session)
  yield await refusedRow(session)
}

/** With full access the plugin fetches the token itself; in the sandbox a stored request does, as in the workspace. */
async function caseRow(session: Session, { id, label, env }: Case): Promise<Row> {
  const { sandbox } = session.context
  const url = `${sandbox.origins[id]}/v1/things`
  const environment = { ...sandbox.env, ...env }
  const source = tokenSource(url, environment)
  if (session.world === 'full' || !source?.request)
    return acceptedRow(session, label, await send(session, url, { environment }))
  const { url: tokenUrl, body } = source.request()
  const { status = 0, body: text = '' } = await send(session, tokenUrl, {
    environment,
    body: Buffer.from(body).toString(),
  })
  const token = source.read({ status, headers: [], body: text })
  const authorization = `Bearer ${token === 'again' ? '' : token.value}`
  return acceptedRow(
    session,
    `${label}, token from a stored request`,
    await send(session, url, { environment, authorization }),
  )
}

/** Where a provider's token comes from, if it has tokens. */
const tokenSource = (url: string, env: Readonly<Record<string, string>>) =>
  createSigner({ providers, settings: (name) => env[name], host: nodeHost() }).tokens(url)

interface Parts {
  readonly body?: string
  readonly authorization?: string
  readonly environment?: Readonly<Record<string, string>>
}

function send({ app, world, context }: Session, url: string, parts: Parts = {}): Promise<Done> {
  const { COUNTERSIGN_CACERT, ...env } = context.sandbox.env
  const { body = BODY, authorization, environment = env } = parts
  const headers = [{ name: 'Content-Type', value: 'application/json' }]
  if (authorization) headers.push({ name: 'Authorization', value: authorization })
  const tls = {
    ...clientCertificate(env),
    ca: COUNTERSIGN_CACERT,
  }
  const request = {
    _id: 'req_1',
    method: 'POST',
    url,
    headers,
    body: { mimeType: 'application/json', text: body },
  }
  return app.send({ world, request, environment, tls })
}

function acceptedRow({ world }: Session, provider: string, done: Done): Row {
  const { ok, way, body } = parsed(done)
  const holds = ok === true && body === BODY
  const verdict = holds ? `accepted (${way})` : saidBy(done)
  return { tool: NAMES[world], provider, sent: 'POST with JSON', verdict, asExpected: holds }
}

/** It is sent unchanged, without a credential. */
async function lookAlikeRow(session: Session): Promise<Row> {
  const { elsewhere, sandbox } = session.context
  const before = elsewhere.arrived.length
  const port = new URL(elsewhere.origin).port
  await send(session, `http://localhost:${port}/?x=api.inqud.com`)
  const arrived = elsewhere.arrived.slice(before).join('\n')
  const isBare =
    arrived !== '' &&
    !/x-token|x-hmac|x-salt|authorization/i.test(arrived) &&
    !holdsSecret(arrived, sandbox.env)
  return {
    tool: NAMES[session.world],
    provider: 'a look-alike host',
    sent: '?x=api.inqud.com',
    verdict: isBare ? 'left alone' : 'a credential was sent, or nothing was',
    asExpected: isBare,
  }
}

const holdsSecret = (text: string, env: Readonly<Record<string, string>>) =>
  Object.entries(env).some(([name, value]) => /SECRET|PRIVATE_KEY/.test(name) && text.includes(value))

async function refusedRow(session: Session): Promise<Row> {
  const { INQUD_TOKEN_SECRET: _, ...environment } = session.context.sandbox.env
  const before = session.context.sandbox.requests.length
  const done = await send(session, `${session.context.sandbox.origins.inqud}/v1/things`, { environment })
  const isSent = session.context.sandbox.requests.length > before
  const holds = !isSent && done.alerts.some((alert) => alert.includes('INQUD_TOKEN_SECRET is missing'))
  const verdict = holds ? `refused before sending: ${done.alerts[0]}` : saidBy(done)
  return {
    tool: NAMES[session.world],
    provider: 'Inqud',
    sent: 'without INQUD_TOKEN_SECRET',
    verdict,
    asExpected: holds,
  }
}

const saidBy = ({ alerts, error, status, body }: Done) =>
  alerts[0] ?? error ?? `${status}: ${body?.slice(0, 200) ?? ''}`

// biome-ignore lint/suspicious/noExplicitAny: the sandbox's responses have several shapes
function parsed({ body }: Done): any {
  try {
    return JSON.parse(body ?? '{}')
  } catch {
    return {}
  }
}
