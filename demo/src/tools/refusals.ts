import { createSigner, type Host, patched, providers, type Request } from '@countersign/core'
import { nodeHost, nodeSend } from '@countersign/hosts/node'
import { clientCertificate } from '../cases.js'
import type { Context, Row } from '../row.js'
import { countersign } from './countersign.js'

type Refusal = (context: Context) => Promise<Omit<Row, 'tool'>>

/** What must be refused. Each row says by whom, and why. */
export const refusals: readonly Refusal[] = [
  changedBody,
  replayedNonce,
  oldTimestamp,
  usedToken,
  noCertificate,
  lookAlike,
  failingEncryption,
]

const BODY = '{"amount":50}'
const post = (url: string): Request => ({
  method: 'POST',
  url,
  headers: [['Content-Type', 'application/json']],
  body: BODY,
})

function signerFor({ sandbox: { env } }: Context, changes: Partial<Host> = {}) {
  const send = nodeSend({ ca: env.COUNTERSIGN_CACERT ?? '', ...clientCertificate(env) })
  const host = { ...nodeHost({ send }), ...changes }
  return { ...createSigner({ providers, settings: (name) => env[name], host }), send }
}

async function refused(
  provider: string,
  sent: string,
  check: string,
  response: Promise<{ status: number; body: unknown }>,
) {
  const { status, body } = await response
  const error = JSON.parse(Buffer.from(body as Uint8Array).toString()).error
  const verdict = error ? `refused by the sandbox, ${status}: ${error.message}` : `accepted, ${status}`
  return { provider, sent, verdict, asExpected: error?.check === check }
}

async function changedBody(context: Context) {
  const { sign, send } = signerFor(context)
  const { request } = sign(post(`${context.sandbox.origins.inqud}/v1/payout`))
  return refused(
    'Inqud, hmac',
    'a body changed after signing',
    'signature',
    send(patched(request, { body: '{"amount":5000}' })),
  )
}

async function replayedNonce(context: Context) {
  const { sign, send } = signerFor(context)
  const { request } = sign(post(`${context.sandbox.origins.imburse}/v1/identity/hmac`))
  await send(request)
  return refused('Imburse', 'the same nonce again', 'nonceUnused', send(request))
}

async function oldTimestamp(context: Context) {
  const { sign, send } = signerFor(context, { now: () => Date.now() / 1000 - 301 })
  const { request } = sign(post(`${context.sandbox.origins.imburse}/v1/identity/hmac`))
  return refused('Imburse', 'a timestamp 301 seconds old', 'timestampAge', send(request))
}

async function usedToken(context: Context) {
  const { apply, send } = signerFor(context)
  const { request } = await apply(post(`${context.sandbox.origins.imburse}/v1/orders`))
  await send(request)
  return refused('Imburse', 'a used token', 'tokenUse', send(request))
}

async function noCertificate(context: Context) {
  const { apply } = signerFor(context)
  const { request } = await apply(post(`${context.sandbox.origins.mastercard}/idverify`))
  const bare = nodeSend({ ca: context.sandbox.env.COUNTERSIGN_CACERT ?? '' })
  return refused('Mastercard', 'no client certificate', 'clientCertificate', bare(request))
}

/** A host that only looks like a provider's: no provider claims it, and no credential is sent to it. */
async function lookAlike({ sandbox, elsewhere }: Context) {
  const port = new URL(elsewhere.origin).port
  const url = `http://localhost:${port}/?x=api.imbursepayments.com`
  const { status, stderr } = await countersign(['send', 'POST', url, '--body', BODY], sandbox.env)
  const before = elsewhere.arrived.length
  await countersign(['send', 'POST', url, '--body', BODY, '--unsigned'], sandbox.env)
  const arrived = elsewhere.arrived.slice(before).join('\n')
  const leaked = Object.entries(sandbox.env).filter(
    ([name, value]) => !name.endsWith('_HOSTS') && arrived.includes(value),
  )
  const clean = status === 1 && before === 0 && arrived.includes(BODY) && leaked.length === 0
  const verdict = clean
    ? `refused before sending: ${stderr.replace(/^countersign: |\. List.*/g, '')}`
    : 'a credential was sent, or no reason was given'
  return { provider: 'a look-alike host', sent: '?x=api.imbursepayments.com', verdict, asExpected: clean }
}

async function failingEncryption(context: Context) {
  const { sandbox } = context
  const cipher = {
    ...(nodeHost().cipher as NonNullable<Host['cipher']>),
    encrypt: () => Promise.reject(new Error('no')),
  }
  const before = sandbox.counts.mastercard?.accepted
  const { apply, send } = signerFor(context, { cipher })
  const outcome = await apply(post(`${sandbox.origins.mastercard}/idverify`)).then(
    async ({ request }) => `sent, ${(await send(request)).status}`,
    (thrown: Error) => thrown.message,
  )
  const nothing = sandbox.counts.mastercard?.accepted === before && /nothing is sent/.test(outcome)
  return {
    provider: 'Mastercard',
    sent: 'while encryption fails',
    verdict: nothing ? `refused before sending: ${outcome}` : outcome,
    asExpected: nothing,
  }
}
