// Inqud under load. Countersign signs each request, or stops it and says why.
//
//   k6 run inqud.k6.js
//
// It reads these from the environment:
//   INQUD_TOKEN_ID: the identifier of the API token, which starts with TKN-
//   INQUD_TOKEN_SECRET: the secret of the API token
//   INQUD_MODE: hmac signs body and salt; simple sends the secret itself (optional)
//   INQUD_HOSTS: further hosts that may get the credentials, as host or host:port, separated by commas (optional)
//   BASE_URL: to use instead of https://api.inqud.com; list its host in INQUD_HOSTS
import { check, sleep } from 'k6'
import { countersign } from './countersign.js'

const BASE_URL = (__ENV.BASE_URL || 'https://api.inqud.com').replace(/\/+$/, '')

const requests = [
  {
    name: 'Wallet balances',
    method: 'GET',
    path: '/v1/user/wallet/balances',
  },
  {
    name: 'Payout',
    method: 'POST',
    path: '/v1/user/payments/payout',
    body: {
      amount: 50,
      cardNumber: '5555555555554444',
      firstName: 'John',
      lastName: 'Doe',
      phoneNumber: '+111111111111',
      method: 'CC_VISAMC',
      currency: 'USD',
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

const api = countersign.sync('inqud')

const text = (body) => (typeof body === 'string' ? body : JSON.stringify(body))

// How many of each kind a virtual user has shown: the first three; the summary counts them all.
const told = {}
function tell(kind, reason) {
  told[kind] = (told[kind] ?? 0) + 1
  if (told[kind] <= 3) console.error(`${kind}: ${reason}`)
}

export default function () {
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
