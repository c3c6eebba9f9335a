import { mastercardOauth } from '@countersign/core'
import { vendorChecks } from '@countersign/verify'
import mastercard from 'mastercard-oauth1-signer'
import { expect, it } from 'vitest'
import { awsSigV4, hawk } from '../src/index.js'
import { pem, rsa } from './bad-input/inputs.js'

const call = {} as never

it("what Mastercard checks names every parameter that Mastercard's library writes", () => {
  const header = mastercard.getAuthorizationHeader(
    'https://api.mastercard.com/',
    'GET',
    '',
    'client!key',
    pem(rsa),
  )
  const names = [...header.matchAll(/(oauth_[a-z_]+)=/g)].map(([, name]) => name)
  expect(names.length).toBeGreaterThan(5)
  const checks = vendorChecks(mastercardOauth, call).join('\n')
  for (const name of names) expect(checks).toContain(`${name} is `.replace('nonce is', 'nonce was'))
})

it('what is in a header with others is named', () => {
  const hosts = ['api.acme.com']
  expect(vendorChecks(hawk({ id: 'things', hosts }), call)[0]).toMatch(
    /^ts in Authorization is there, at most 60 s/,
  )
  expect(vendorChecks(awsSigV4({ id: 'aws', hosts }), call)[0]).toMatch(/^X-Amz-Date is there, at most 300 s/)
})
