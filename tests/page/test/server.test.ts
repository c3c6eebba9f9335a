import { readFileSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Running, startSandbox } from './sandbox.js'

describe("the page's server", () => {
  let own: Running
  beforeAll(async () => {
    own = await startSandbox('', ['--plain-http', '--provider', 'inqud'])
  })
  afterAll(() => void own?.child.kill())

  /** With headers that `fetch` does not send. */
  const ask = (path: string, headers: Record<string, string>, method = 'GET', body = '') =>
    new Promise<{ status: number; headers: NodeJS.Dict<string | string[]> }>((resolve, reject) => {
      const request = httpRequest(own.page + path, { method, headers }, (response) => {
        response.resume()
        resolve({ status: response.statusCode ?? 0, headers: response.headers })
      })
      request.on('error', reject).end(body)
    })
  const json = { 'Content-Type': 'application/json' }

  it('is reached by its own names only', async () => {
    const { port } = new URL(own.page)
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`])
      expect((await ask('', { Host: host })).status).toBe(200)
    for (const host of [`evil.example:${port}`, `127.0.0.1.evil.example:${port}`, 'evil.example'])
      expect((await ask('api/rows', { Host: host })).status).toBe(403)
  })

  it('lets no other page read or change anything', async () => {
    for (const site of ['cross-site', 'same-site']) {
      expect((await ask('api/rows', { 'Sec-Fetch-Site': site })).status).toBe(403)
      expect((await ask('api/clear', { ...json, 'Sec-Fetch-Site': site }, 'POST', '{}')).status).toBe(403)
    }
    for (const origin of ['https://evil.example', 'null', own.origins.inqud ?? ''])
      expect((await ask('api/clear', { ...json, Origin: origin }, 'POST', '{}')).status).toBe(403)
    const simple = { 'Content-Type': 'text/plain' }
    expect((await ask('api/clear', simple, 'POST', '{}')).status).toBe(415)
    const { status } = await ask('api/clear', { ...json, Origin: own.page.slice(0, -1) }, 'POST', '{}')
    expect(status).toBe(200)
  })

  it('says what may be loaded, and allows no other origin', async () => {
    for (const path of ['', 'page.js', 'api/rows']) {
      const { headers } = await ask(path, {})
      expect(headers['content-security-policy']).toContain("default-src 'none'")
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
      expect(headers['access-control-allow-origin']).toBeUndefined()
    }
  })
})

it('has a script of at most 100 KB, gzipped', async () => {
  const { gzipSync } = await import('node:zlib')
  const script = readFileSync(new URL('../../../packages/page/dist/client/page.js', import.meta.url))
  expect(gzipSync(script).length).toBeLessThan(100 * 1024)
})
