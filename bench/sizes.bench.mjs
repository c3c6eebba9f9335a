// The size of every file that a tool loads. A budget is what it may grow to before somebody has to ask why.
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { definitionScript } from './newman/definition-script.mjs'
import { figure } from './ratio.mjs'

export const title = 'Sizes of what a tool loads'

const built = (file) => readFileSync(new URL(`../packages/${file}`, import.meta.url))
const gzipped = (bytes) => gzipSync(bytes).length / 1024

/** Built file → KB it may have, as it is loaded. */
const BUDGETS = {
  'insomnia/dist/plugin.js': 146,
  'k6/dist/countersign.js': 195,
  'k6/dist/inqud.js': 130,
  'k6/dist/extension.js': 175,
  'postman/dist/imburse.pre-request.min.js': 44,
  'postman/dist/inqud.pre-request.min.js': 35,
  'postman/dist/sendpayments.pre-request.min.js': 43,
  'postman/dist/mastercard.pre-request.min.js': 95,
  'postman/dist/mastercard.post-response.min.js': 85,
  'postman/dist/mastercard-oauth.pre-request.min.js': 118,
  'postman/dist/all.pre-request.min.js': 130,
}

function report(name, bytes, atMost) {
  const figures = `${gzipped(bytes).toFixed(1)} KB gzipped`
  figure(name, bytes.length / 1024, 'KB', { atMost, figures })
}

export default async function run() {
  for (const [file, atMost] of Object.entries(BUDGETS))
    report(file.replace('/dist/', ': '), built(file), atMost)
  report('postman: a definition (binance.yaml), minified', await definitionScript('binance.yaml'), 24)
  figure("the page's script", gzipped(built('page/dist/client/page.js')), 'KB gzipped', { atMost: 100 })
}
