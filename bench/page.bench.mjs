// The sandbox's throughput with its page: started and not looked at, and open in a browser. In one run, in turns that are
// short, so that what a machine does besides hits all alike.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { Agent, request as overHttp } from 'node:http'
import { fileURLToPath } from 'node:url'
import { createSigner, providers } from '@countersign/core'
import { nodeHost } from '@countersign/hosts/node'
import { comparePart } from './ratio.mjs'
import { skip } from './report/rows.mjs'
import { quantile } from './report/spread.mjs'

export const title = 'The page of the sandbox'
export const rows = ['page, closed', 'page, open']

const ROUNDS = 40
const SECONDS = 0.4
// Until the store has filled its memory once.
const WARM_UP = 6
const CONNECTIONS = 32
const BIN = fileURLToPath(new URL('../packages/cli/bin/countersign.js', import.meta.url))
const CHROMIUM = '/usr/bin/chromium'

export default async function run() {
  const [without, closed, open] = await Promise.all([start([]), start(['--page']), start(['--page'])])
  const browser = existsSync(CHROMIUM) ? await look(open.page) : undefined
  if (!browser) skip('page, open', `There is no ${CHROMIUM}.`)
  const all = [without, closed, ...(browser ? [open] : [])]
  for (const one of all) await load(one, WARM_UP)
  const rates = all.map(() => [])
  // The order turns, too.
  for (let round = 0; round < ROUNDS; round++)
    for (let n = 0; n < all.length; n++) {
      const at = (n + round) % all.length
      rates[at].push(await load(all[at], SECONDS))
    }
  await browser?.close()
  for (const one of [without, closed, open]) one.child.kill()
  const [bare, ...others] = rates
  const bounds = [0.95, 0.7]
  for (const [n, rate] of others.entries()) judged(rows[n], bounds[n], rate, bare)
}

function judged(name, atLeast, rates, bare) {
  const figures = `${Math.round(median(rates))} against ${Math.round(median(bare))} requests a second`
  comparePart(name, rates, bare, { of: 'the throughput without a page', atLeast, figures })
}

const median = (numbers) => quantile(numbers, 0.5)

async function look(url) {
  const { chromium } = await import('playwright-core')
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
  const page = await browser.newPage()
  await page.goto(url)
  return browser
}

async function start(args) {
  const words = [BIN, 'sandbox', '--json', '--provider', 'inqud', ...args]
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] })
  const first = await new Promise((resolve) => child.stdout.once('data', (data) => resolve(String(data))))
  const { origins, env, page } = JSON.parse(first)
  const { sign } = createSigner({ providers, settings: (name) => env[name], host: nodeHost() })
  return { child, page, sign, url: `${origins.inqud}/v1/payout` }
}

/** Requests a second. */
async function load({ sign, url }, seconds) {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  const body = JSON.stringify({ text: 'x'.repeat(1024) })
  const began = performance.now()
  const end = began + seconds * 1000
  let sent = 0
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      while (performance.now() < end) {
        await post(sign({ method: 'POST', url, headers: [], body }).request, agent)
        sent++
      }
    }),
  )
  const rate = (sent * 1000) / (performance.now() - began)
  agent.destroy()
  return rate
}

function post({ method, url, headers, body }, agent) {
  return new Promise((resolve, reject) => {
    const all = { ...Object.fromEntries(headers), 'Content-Length': Buffer.byteLength(body) }
    overHttp(url, { method, headers: all, agent }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`status ${response.statusCode}`))
      response.resume().on('end', resolve)
    })
      .on('error', reject)
      .end(body)
  })
}
