import { expect, it } from 'vitest'
import { line } from '../src/table.js'

const row = {
  tool: 'k6',
  provider: 'Mastercard Identity Insights for Accounts, token from a stored request',
  sent: '?x=api.imbursepayments.com&and=something-longer-than-its-column',
  verdict: `refused before sending: ${'many words '.repeat(20)}${'x'.repeat(100)}`,
  asExpected: true,
}

it.each([60, 80, 120])('a row stays within %d columns and loses no letter', (width) => {
  const text = line(row, width)
  for (const one of text.split('\n')) expect(one.length).toBeLessThanOrEqual(width)
  const letters = (words: string) => [...words.replace(/\s/g, '')].sort().join('')
  expect(letters(text)).toBe(letters(` ok ${row.provider}${row.sent}→ ${row.verdict}`))
})

it('puts a short verdict beside what was sent, and marks what was not expected', () => {
  const short = { ...row, provider: 'Inqud', sent: 'POST', verdict: 'accepted (hmac)', asExpected: false }
  expect(line(short, 80)).toMatch(/^ NO Inqud +POST +accepted \(hmac\)\n$/)
})
