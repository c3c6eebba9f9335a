import { expect, it } from 'vitest'
import { GatewayTraffic } from '../../../src/commands/gateway/page.js'

it('a token that was sent is hidden, whatever word of a scheme stands before it', () => {
  const traffic = new GatewayTraffic([])
  const token = 'opaque.token/of+the=provider'
  traffic.watch({
    provider: 'acme',
    origin: 'https://api.acme.example',
    at: 0,
    method: 'GET',
    target: '/',
    headers: [['Authorization', `Acme ${token}`]],
    token,
    body: undefined,
    steps: [],
    status: 200,
    responseHeaders: [],
    responseBody: new Promise(() => {}),
  })
  expect(traffic.withoutTokens(`Authorization: Acme ${token}`)).toBe('Authorization: Acme (hidden)')
})
