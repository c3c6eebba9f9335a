// Send Payments under load. Countersign signs each request, or stops it and says why.
//
//   k6 run sendpayments.k6.js
//
// It reads these from the environment:
//   SENDPAYMENTS_CLIENT_ID: the Client Identifier from Send, one per environment
//   SENDPAYMENTS_CLIENT_SECRET: the secret of the client
//   SENDPAYMENTS_AUTH_PATH: the path at which an accessToken is requested (optional)
//   SENDPAYMENTS_REFRESH_BEFORE: how many seconds before its end an accessToken is renewed (optional)
//   SENDPAYMENTS_HOSTS: further hosts that may get the credentials, as host or host:port, separated by commas (optional)
//   BASE_URL: to use instead of https://api.sendpayments.com; list its host in SENDPAYMENTS_HOSTS
//   COUNTERSIGN_TOKENS: the address of `countersign tokens`, for tests that outlive a token. The client secret is then
//     needed there only.
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
  scenarios: {
    load: {
      executor: 'ramping-vus',
      stages: [
        { duration: '10s', target: 5 },
        { duration: '20s', target: 5 },
        { duration: '5s', target: 0 },
      ],
      // Above 0: k6 does not resume an await that it interrupted.
      gracefulRampDown: '10s',
      gracefulStop: '10s',
    },
  },
  thresholds: {
    checks: ['rate>0.99'],
    countersign_refusals: ['count==0'],
    // Requests for tokens carry countersign:token instead, and do not count here.
    'http_req_failed{countersign:signed}': ['rate<0.01'],
    'http_req_duration{countersign:signed}': ['p(95)<1000'],
    // What the summary counts.
    'http_reqs{countersign:signed}': ['count>0'],
    'http_reqs{countersign:token}': ['count>=0'],
    'http_reqs{countersign:signed,status:401}': ['count>=0'],
    'http_reqs{countersign:signed,status:403}': ['count>=0'],
  },
}

// A new token ends the one before, so all virtual users share one: that of `countersign tokens`, or, without it,
// the one that setup() requests, which is not renewed.
const hasBroker = Boolean(__ENV.COUNTERSIGN_TOKENS)
const api = countersign.sync('sendpayments', {}, hasBroker ? {} : { tokens: 'setup' })

export function setup() {
  return hasBroker ? null : api.lease(BASE_URL)
}

const text = (body) => (typeof body === 'string' ? body : JSON.stringify(body))

// How many of each kind a virtual user has shown: the first three; the summary counts them all.
const told = {}
function tell(kind, reason) {
  told[kind] = (told[kind] ?? 0) + 1
  if (told[kind] <= 3) console.error(`${kind}: ${reason}`)
}

export default function (lease) {
  if (lease) api.hold(lease)
  try {
    for (const { name, method, path, body } of requests) {
      const hasBody = body !== undefined
      const response = api.request(method, BASE_URL + path, hasBody ? text(body) : null, {
        headers: hasBody ? { 'Content-Type': 'application/json' } : {},
        tags: { countersign: 'signed', name },
      })
      const isGood = check(response, { 'status below 400': ({ status }) => status > 0 && status < 400 })
      const { status, error, body: said } = response
      if (!isGood) tell(name, `${status || error} ${String(said ?? '').slice(0, 300)}`)
    }
  } catch (thrown) {
    const { name, code, message } = thrown
    if (name !== 'CountersignError') throw thrown
    tell(code, message)
  } finally {
    // A refused iteration takes its time too.
    sleep(1)
  }
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
  const denied = [401, 403].map((status) => value(`http_reqs{countersign:signed,status:${status}}`, 'count'))
  if (denied.some((count) => count > 0)) {
    lines.push(
      `denied      ${denied.join(' with 401, ')} with 403`,
      "Check that the credentials belong to this host's environment and allow the call: `countersign doctor --online` shows their fingerprints and compares the clock; `countersign explain METHOD URL` shows each step of the signature.",
    )
  }
  return { stdout: `${lines.join('\n')}\n` }
}
