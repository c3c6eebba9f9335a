// The size of every file that a tool loads. A budget is what it may grow to before somebody has to ask why.
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { figure } from './ratio.mjs'

export const title = 'Sizes of what a tool loads'

/** Built file → KB it may have, as it is loaded. */
const BUDGETS = {
  'insomnia/dist/plugin.js': 125,
  'k6/dist/countersign.js': 175,
  'k6/dist/inqud.js': 130,
  'k6/dist/extension.js': 160,
  'postman/dist/imburse.pre-request.min.js': 56,
  'postman/dist/inqud.pre-request.min.js': 52,
  'postman/dist/sendpayments.pre-request.min.js': 56,
  'postman/dist/mastercard.pre-request.min.js': 95,
  'postman/dist/mastercard.post-response.min.js': 90,
  'postman/dist/all.pre-request.min.js': 105,
}

export default function run() {
  for (const [file, atMost] of Object.entries(BUDGETS)) {
    const bytes = readFileSync(new URL(`../packages/${file}`, import.meta.url))
    const figures = `${(gzipSync(bytes).length / 1024).toFixed(1)} KB gzipped`
    figure(file.replace('/dist/', ': '), bytes.length / 1024, 'KB', { atMost, figures })
  }
}
