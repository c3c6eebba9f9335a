import { check, sleep } from 'k6'
import { countersign, tlsAuth } from 'k6/x/countersign'

// A sealed body and an opened response without a promise, so that it works in group() and check().
const BASE_URL = __ENV.BASE_URL || 'https://sandbox.api.mastercard.com'
const mastercard = countersign.sync('mastercard')

export const options = { vus: 5, duration: '10s', tlsAuth: tlsAuth('mastercard') }

export default function () {
  const body = JSON.stringify({ accountNumber: '5555555555554444', firstName: 'John', lastName: 'Doe' })
  const response = mastercard.post(`${BASE_URL}/idverify/account-owner-verifications`, body)
  check(response, { 'status is 200': ({ status }) => status === 200 })
  sleep(1)
}
