// Send Payments under load. Countersign signs each request, or stops it and says why.
//
//   k6 run sendpayments.k6.js
//
// It reads these from the environment, or from -e NAME=value:
//   SENDPAYMENTS_CLIENT_ID: the Client Identifier from Send, one per environment
//   SENDPAYMENTS_CLIENT_SECRET: the secret of the client
//   SENDPAYMENTS_AUTH_PATH: where an accessToken is asked for (optional)
//   SENDPAYMENTS_REFRESH_BEFORE: how many seconds before its end an accessToken is renewed (optional)
//   SENDPAYMENTS_HOSTS: further hosts that may get the credentials, as host or host:port, separated by commas (optional)
//   BASE_URL: another place than https://api.sendpayments.com; its host is then listed in SENDPAYMENTS_HOSTS
//   COUNTERSIGN_TOKENS: the address of `countersign tokens`, for tests that outlive a token
import { check, sleep } from 'k6'
import { countersign } from './countersign.js'

const BASE_URL = (__ENV.BASE_URL || 'https://api.sendpayments.com').replace(/\/+$/, '')

const requests = [
  {
    name: 'List accounts',
    method: 'GET',
    path: '/accounts',
  },
  {
    name: 'Create an account',
    method: 'POST',
    path: '/accounts',
    body: {
      currency: 'AUD',
      name: 'Operating account',
    },
  },
]

export const options = {
  stages: [
    { duration: '10s', target: 5 },
    { duration: '20s', target: 5 },
    { duration: '5s', target: 0 },
  ],
  thresholds: {
    checks: ['rate>0.99'],
    countersign_refusals: ['count==0'],
    // Requests for tokens carry countersign:token instead, and count for none of these.
    'http_req_failed{countersign:signed}': ['rate<0.01'],
    'http_req_duration{countersign:signed}': ['p(95)<1000'],
    // What the summary counts.
    'http_reqs{countersign:signed}': ['count>0'],
    'http_reqs{countersign:token}': ['count>=0'],
  },
}

// A new token ends the one before, so all virtual users share one: that of `countersign tokens`, or, without it,
// the one that setup() asks for, which ends with its first life.
const isOwned = Boolean(__ENV.COUNTERSIGN_TOKENS)
const api = countersign('sendpayments', {}, isOwned ? {} : { tokens: 'setup' })

export async function setup() {
  return isOwned ? null : api.lease(BASE_URL)
}

const text = (body) => (typeof body === 'string' ? body : JSON.stringify(body))

/** The first answer that is not good is shown, for each virtual user; the summary counts them all. */
let isTold = false
function tell(name, { status, error, body }) {
  if (!isTold) console.error(`${name}: ${status || error} ${String(body ?? '').slice(0, 300)}`)
  isTold = true
}

export default async function (lease) {
  if (lease) api.hold(lease)
  for (const { name, method, path, body } of requests) {
    const hasBody = body !== undefined
    const answer = await api.request(method, BASE_URL + path, hasBody ? text(body) : null, {
      headers: hasBody ? { 'Content-Type': 'application/json' } : {},
      tags: { countersign: 'signed', name },
    })
    const isGood = check(answer, { 'answered below 400': ({ status }) => status > 0 && status < 400 })
    if (!isGood) tell(name, answer)
  }
  sleep(1)
}

/** A few lines; nothing of the settings or of setup() is in them. */
export function handleSummary({ metrics }) {
  const value = (name, kind) => metrics[name]?.values[kind] ?? 0
  const ms = (name) => `${value(name, 'p(95)').toFixed(1)} ms (p95)`
  const crossed = Object.entries(metrics).flatMap(([name, { thresholds = {} }]) =>
    Object.entries(thresholds).flatMap(([rule, { ok }]) => (ok ? [] : [`${name}: ${rule}`])),
  )
  const lines = [
    `checks      ${value('checks', 'passes')} passed, ${value('checks', 'fails')} failed`,
    `requests    ${value('http_reqs{countersign:signed}', 'count')} signed, ${ms('http_req_duration{countersign:signed}')}`,
    `tokens      ${value('http_reqs{countersign:token}', 'count')} asked for`,
    `signing     ${ms('countersign_signing')}`,
    `refusals    ${value('countersign_refusals', 'count')}`,
    `thresholds  ${crossed.length === 0 ? 'all kept' : `crossed: ${crossed.join('; ')}`}`,
  ]
  return { stdout: `${lines.join('\n')}\n` }
}
