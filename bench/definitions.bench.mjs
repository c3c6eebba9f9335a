// A definition against the same scheme by hand, and as code: in Node, and in k6.
import { createHmac, randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ownProviders } from '@countersign/bundle'
import { createSigner } from '@countersign/core'
import { definedProvider, moduleOf, readDefinition } from '@countersign/definitions'
import { nodeHost } from '@countersign/hosts/node'
import { bundle } from '@countersign/k6/bundle'
import { needK6 } from '@countersign/tools-k6'
import { makeFolder, runIn } from './k6/run.mjs'
import { compare, compareTimes } from './ratio.mjs'
import { skip, wanted } from './report/rows.mjs'

export const title = 'Definitions against code'

const IN_K6 = ['inqud.yaml in k6', 'inqud.yaml in k6 against by hand']

const folder = new URL('../definitions/', import.meta.url)
const read = (file) => readDefinition(readFileSync(new URL(file, folder), 'utf8'), file)
const [binance, inqud] = ['binance.yaml', 'inqud.yaml'].map(read)

const body = JSON.stringify({ text: 'x'.repeat(1024 - 11) })
const secret = randomBytes(48).toString('base64url')
const settings = (name) =>
  ({
    BINANCE_API_KEY: 'key',
    BINANCE_SECRET_KEY: secret,
    INQUD_DEFINITION_TOKEN_ID: 'TKN-1',
    INQUD_DEFINITION_TOKEN_SECRET: secret,
  })[name]
const signerOf = (definition) =>
  createSigner({ providers: [definedProvider(definition)], settings, host: nodeHost() })

const order = {
  method: 'POST',
  url: 'https://api.binance.com/api/v3/order?symbol=LTCBTC&side=BUY',
  headers: [['Content-Type', 'application/x-www-form-urlencoded']],
  body,
}
function binanceByHand() {
  const query = `${new URL(order.url).search.slice(1)}&recvWindow=5000&timestamp=${Date.now()}`
  const signature = createHmac('sha256', secret)
    .update(query + body)
    .digest('hex')
  return { ...order, url: `https://api.binance.com/api/v3/order?${query}&signature=${signature}` }
}
const payout = {
  method: 'POST',
  url: 'https://api.inqud.com/v1/user/payments/payout',
  headers: [['Content-Type', 'application/json']],
  body,
}
function inqudByHand() {
  const salt = randomBytes(32).toString('hex')
  const signature = createHmac('sha256', secret).update(body).update(salt).digest('hex')
  return { 'X-Token-API-Id': 'TKN-1', 'X-Salt': salt, 'X-HMAC-SHA256-Signature': signature }
}

export default async function run() {
  const bound = { than: 'by hand on node:crypto', atMost: 2 }
  const [ofBinance, ofInqud] = [binance, inqud].map(signerOf)
  await compare('binance.yaml in Node', () => ofBinance.sign(order).request, binanceByHand, bound)
  await compare('inqud.yaml in Node', () => ofInqud.sign(payout).request, inqudByHand, bound)
  if (IN_K6.some(wanted)) await inK6()
}

async function inK6() {
  const bin = await needK6().catch((thrown) => skip('inqud.yaml in k6', thrown.message))
  if (!bin) return
  const made = {
    provider: definedProvider(inqud),
    module: '/inqud.yaml',
    named: 'default',
    text: moduleOf(inqud),
  }
  const file = await bundle({
    providers: [made, ...ownProviders.filter(({ named }) => named === 'inqud')],
    version: '0',
  })
  const folder = await makeFolder(['definition'])
  writeFileSync(join(folder, 'countersign.js'), file)
  writeFileSync(
    join(folder, 'settings.json'),
    JSON.stringify({ tokenId: 'TKN-1', tokenSecret: secret, body }),
  )
  const { definition, code, 'by hand': byHand } = await runIn(bin, folder, 'definition')
  compareTimes(IN_K6[0], definition, code, { than: 'the same as code', atMost: 1.5 })
  compareTimes(IN_K6[1], definition, byHand, { than: 'k6/crypto by hand' })
}
