import type { Context, Row, Tool } from '../row.js'
import { type App, type Done, type Job, startApp } from './insomnia-app.js'

const BODY = '{"name":"Zoë","amount":12.50}'

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
  const { inqud, mastercard } = session.context.sandbox.origins
  yield await tokenRow(session, 'imburse', 'Imburse', '/v1/identity/hmac')
  yield acceptedRow(session, 'Inqud, HMAC', await send(session, `${inqud}/v1/things`))
  yield await tokenRow(session, 'sendpayments', 'Send Payments', '/auth')
  yield acceptedRow(session, 'Mastercard, mutual TLS and JWE', await send(session, `${mastercard}/v1/things`))
  yield await lookAlikeRow(session)
  yield await refusedRow(session)
}

/** With full access the plugin fetches the token itself; in the sandbox a stored request does, as in the workspace. */
async function tokenRow(session: Session, id: string, provider: string, path: string): Promise<Row> {
  const { origins, env } = session.context.sandbox
  const url = `${origins[id]}/v1/things`
  if (session.world === 'full')
    return acceptedRow(session, `${provider}, its own token`, await send(session, url))
  const credentials = { clientId: env.SENDPAYMENTS_CLIENT_ID, clientSecret: env.SENDPAYMENTS_CLIENT_SECRET }
  const body = id === 'sendpayments' ? JSON.stringify(credentials) : ''
  const asked = await send(session, `${origins[id]}${path}`, { body })
  const authorization = `Bearer ${parsed(asked).accessToken}`
  return acceptedRow(session, `${provider}, a stored request's`, await send(session, url, { authorization }))
}

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
    cert: env.MASTERCARD_CLIENT_CERTIFICATE,
    key: env.MASTERCARD_CLIENT_KEY,
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
  return { tool: NAMES[world], provider, sent: `POST ${BODY}`, verdict, asItShould: holds }
}

/** It goes out as it is, without a credential. */
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
    verdict: isBare ? 'left alone' : 'got a credential, or nothing at all',
    asItShould: isBare,
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
    provider: 'Inqud, HMAC',
    sent: 'without INQUD_TOKEN_SECRET',
    verdict,
    asItShould: holds,
  }
}

const saidBy = ({ alerts, error, status, body }: Done) =>
  alerts[0] ?? error ?? `${status}: ${body?.slice(0, 200) ?? ''}`

// biome-ignore lint/suspicious/noExplicitAny: the sandbox's answers have several shapes
function parsed({ body }: Done): any {
  try {
    return JSON.parse(body ?? '{}')
  } catch {
    return {}
  }
}
