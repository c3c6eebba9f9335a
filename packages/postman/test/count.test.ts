import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { providers } from '@countersign/core'
import { settingsOf } from '@countersign/core/settings'
import { describe, expect, it } from 'vitest'
import { shippedScript } from '../src/collection.js'
import { fakePm, runScript } from './fake-pm.js'

const all = shippedScript('all', 'pre-request')
const DECIDING = new Set([
  'COUNTERSIGN',
  ...providers.map(({ id }) => `${id.replace('-', '_').toUpperCase()}_HOSTS`),
])

/** A value for each setting: the script for all providers finds all of them configured. */
const VALUES: Record<string, string> = Object.fromEntries(
  providers
    .flatMap(settingsOf)
    .filter(({ required, kind }) => required && kind === 'text')
    .map(({ variable }) => [variable, 'a-value']),
)
VALUES.IMBURSE_PRIVATE_KEY = 'YSBwcml2YXRlIGtleQ=='
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
VALUES.MASTERCARD_OAUTH_SIGNING_KEY = String(privateKey.export({ type: 'pkcs8', format: 'pem' }))
VALUES.MASTERCARD_ENCRYPTION_CERTIFICATE = String(publicKey.export({ type: 'spki', format: 'pem' }))

// Both claim the host of Mastercard.
VALUES.MASTERCARD_OAUTH_PATHS = '/atms'

/** A vault holds what is a setting; entropy is handed in as a variable. */
const ENTROPY = { COUNTERSIGN_ENTROPY: randomBytes(32).toString('hex') }

const requests = {
  imburse: 'https://sandbox-api.imbursepayments.com/v1/identity/hmac',
  'imburse, with a token': 'https://sandbox-api.imbursepayments.com/v1/things',
  inqud: 'https://api.inqud.com/v1/things',
  sendpayments: 'https://api.sendpayments.com/accounts',
  mastercard: 'https://sandbox.api.mastercard.com/things',
  'mastercard-oauth': 'https://sandbox.api.mastercard.com/atms/v1/atm',
}

describe.each(Object.entries(requests))('one request of %s, with the script for all providers', (_, url) => {
  it.each([false, true])(
    'reads at most 30 variables, one of them per provider to decide, and parses the URL twice; secrets in a vault: %s',
    async (inVault) => {
      const vault = inVault ? { ...VALUES } : undefined
      const paths = { MASTERCARD_OAUTH_PATHS: '/atms' }
      const variables = inVault ? { ...ENTROPY, ...paths } : { ...VALUES, ...ENTROPY }
      const fake = fakePm({ url, body: '{}' }, variables, vault)
      await runScript(all, fake)
      expect(fake.log.filter((line) => / signed POST /.test(line))).toHaveLength(1)
      expect(fake.parses.length).toBeGreaterThan(0)
      expect(fake.parses.length).toBeLessThanOrEqual(2)
      expect(fake.asked.length).toBeLessThanOrEqual(30)
      expect(fake.asked.filter((name) => DECIDING.has(name)).length).toBeLessThanOrEqual(DECIDING.size)
    },
  )
})
