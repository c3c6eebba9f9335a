// Requests a second to the sandbox, signed and not, in turns within one run.

import { countersign } from 'countersign-file'
import http from 'k6/http'

const SECONDS = 3
const TURNS = 4
const signed = countersign.sync('inqud')
const url = `${__ENV.ORIGIN}/v1/payout`
const body = JSON.stringify({ text: 'x'.repeat(1013) })
const params = { headers: { 'Content-Type': 'application/json' } }

const scenario = (exec, turn) => ({
  executor: 'constant-vus',
  vus: 8,
  duration: `${SECONDS}s`,
  startTime: `${turn * (SECONDS + 1)}s`,
  gracefulStop: '1s',
  exec,
  tags: { part: exec },
})

export const options = {
  scenarios: Object.fromEntries(
    Array.from({ length: TURNS * 2 }, (_, turn) => {
      const exec = [0, 3].includes(turn % 4) ? 'unsigned' : 'withSignature'
      return [`turn${turn}`, scenario(exec, turn)]
    }),
  ),
  thresholds: { 'http_reqs{part:unsigned}': ['count>0'], 'http_reqs{part:withSignature}': ['count>0'] },
}

export function unsigned() {
  http.post(url, body, params)
}

export function withSignature() {
  signed.post(url, body, params)
}

export function handleSummary({ metrics }) {
  const count = (part) => metrics[`http_reqs{part:${part}}`].values.count / (SECONDS * TURNS)
  return { stdout: `@@${JSON.stringify({ unsigned: count('unsigned'), signed: count('withSignature') })}\n` }
}
