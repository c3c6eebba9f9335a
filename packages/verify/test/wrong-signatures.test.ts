import { readFileSync, writeFileSync } from 'node:fs'
import { providers, settingName } from '@countersign/core'
import { nodeHost } from '@countersign/hosts/node'
import { describe, expect, it } from 'vitest'
import { readCaptures } from '../dist/capture/read.js'
import { linesOf } from '../dist/report.js'
import { verifyFile } from '../dist/verify-file.js'
import { page } from './page.js'
import { IMBURSE, INQUD, NOW, SEND } from './vendors.js'
import { imburseWays } from './wrong/imburse.js'
import { inqudWays } from './wrong/inqud.js'
import { MASTERCARD, mastercardWays } from './wrong/mastercard.js'
import { MASTERCARD_OAUTH, mastercardOauthWays } from './wrong/mastercard-oauth.js'
import { sendpaymentsWays } from './wrong/sendpayments.js'
import type { WrongWay } from './wrong/way.js'

const ways = [...imburseWays, ...inqudWays, ...sendpaymentsWays, ...mastercardWays, ...mastercardOauthWays]
const secrets = [
  IMBURSE.IMBURSE_PRIVATE_KEY,
  INQUD.INQUD_TOKEN_SECRET,
  SEND.SENDPAYMENTS_CLIENT_SECRET,
  MASTERCARD.MASTERCARD_DECRYPTION_KEY,
  MASTERCARD_OAUTH.MASTERCARD_OAUTH_SIGNING_KEY,
]

async function verdictOf({ file, env = {}, entry }: WrongWay) {
  const all: Record<string, string> = { ...IMBURSE, ...INQUD, ...SEND, ...MASTERCARD, ...env }
  const verdicts = await verifyFile(readCaptures(Buffer.from(file as string)), {
    providers,
    settings: (name) => all[name],
    host: nodeHost(),
    at: NOW,
    otherValues: (provider, setting) => {
      const value = all[`dotenv ${settingName(provider, setting)}`]
      return value ? [{ value, from: '.env' }] : []
    },
  })
  return verdicts[(entry ?? verdicts.length) - 1]
}

describe.each(ways)('$provider: $did', (way) => {
  it('is reported', async () => {
    const verdict = await verdictOf(way)
    expect(verdict).toMatchObject({ verdict: 'not-verified', why: way.says })
    // What to do, or, if no cause is known, what is likely.
    expect(verdict?.advice ?? verdict?.likely).toBeTruthy()
    const text = linesOf(verdict).join('\n')
    for (const secret of secrets) expect(text).not.toContain(secret)
  })
})

describe('docs/wrong-signatures.md', () => {
  const file = new URL('../../../docs/wrong-signatures.md', import.meta.url)

  it('lists at least 25 ways', () => expect(ways.length).toBeGreaterThanOrEqual(25))

  it('is what verify says today; --mode docs rewrites it', async () => {
    const rows: { provider: string; did: string; line: string }[] = []
    for (const way of ways) {
      const { provider, did } = way
      rows.push({ provider, did, line: (await verdictOf(way))?.why ?? '' })
    }
    if (process.env.MODE === 'docs') writeFileSync(file, page(rows))
    expect(readFileSync(file, 'utf8')).toBe(page(rows))
  })
})
