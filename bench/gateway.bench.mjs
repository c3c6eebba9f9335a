// The gateway beside a bare reverse proxy of Node (undici, no signing): requests a second, and the time it adds to one.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { Pool } from 'undici'
import { comparePart, figure } from './ratio.mjs'
import { quartiles } from './report/spread.mjs'

export const title = 'The gateway'
export const rows = ['Inqud, 1 KB', "Mastercard's JWE of 1 KB"].flatMap((row) => [
  row,
  `${row}, one connection`,
])

const ROUNDS = 6
const SECONDS = 1.5
const CONNECTIONS = 32
const ONE_BY_ONE = 150
const BODY = JSON.stringify({ text: 'x'.repeat(1024) })

export default async function run() {
  const upstream = await started('upstream')
  const [bare, inqud, mastercard] = await Promise.all([
    started('bare', upstream.url),
    started('inqud', upstream.url),
    started('mastercard', upstream.url),
  ])
  const rates = { bare: [], inqud: [], mastercard: [] }
  const times = { bare: [], inqud: [], mastercard: [] }
  const ways = { bare, inqud, mastercard }
  for (let round = 0; round < ROUNDS; round++)
    for (const [name, { pool }] of Object.entries(ways)) {
      rates[name].push(await rate(pool))
      times[name].push(await oneByOne(pool))
    }
  for (const { child, pool } of [upstream, ...Object.values(ways)]) {
    await pool.destroy()
    child.kill()
  }
  for (const [name, title] of [
    ['inqud', 'Inqud, 1 KB'],
    ['mastercard', "Mastercard's JWE of 1 KB"],
  ])
    report(title, ways[name].kind, rates[name], rates.bare, times[name], times.bare)
}

const most = (numbers) => Math.max(...numbers)
const least = (numbers) => Math.min(...numbers)

/** Only Inqud's signature has budgets: encryption costs what it costs. */
function report(title, kind, rate, bareRate, time, bareTime) {
  const bounded = kind === 'inqud'
  const figures = `${Math.round(most(rate))} against ${Math.round(most(bareRate))} requests a second`
  const bound = { of: "a bare proxy's requests a second", ...(bounded && { atLeast: 0.6 }) }
  comparePart(title, rate, bareRate, { ...bound, figures })
  const added = quartiles(time.map((one, n) => one - bareTime[n]))
  const limits = { spread: added, ...(bounded && { atMost: 1 }) }
  figure(`${title}, one connection`, least(time) - least(bareTime), 'ms more', limits)
}

async function started(kind, origin = '') {
  const child = fork(fileURLToPath(new URL('gateway/server.mjs', import.meta.url)), [kind, origin])
  const [url] = await once(child, 'message')
  return { kind, child, url, pool: new Pool(url, { connections: CONNECTIONS }) }
}

const post = async (pool) => {
  const { statusCode, body } = await pool.request({
    method: 'POST',
    path: '/v1/payout',
    headers: { 'content-type': 'application/json' },
    body: BODY,
  })
  await body.dump()
  if (statusCode !== 200) throw new Error(`status ${statusCode}`)
}

async function rate(pool) {
  const began = performance.now()
  const end = began + SECONDS * 1000
  let count = 0
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      for (; performance.now() < end; count++) await post(pool)
    }),
  )
  return count / ((performance.now() - began) / 1000)
}

/** The lower quartile of single requests, in milliseconds. */
async function oneByOne(pool) {
  const all = []
  for (let n = 0; n < ONE_BY_ONE; n++) {
    const began = performance.now()
    await post(pool)
    all.push(performance.now() - began)
  }
  return all.sort((one, other) => one - other)[(ONE_BY_ONE / 4) | 0]
}
