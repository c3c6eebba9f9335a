import { createHmac } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { startFull } from '../../hosts/insomnia/test/app.js'
import { bodyOf, type Listening, listen } from './listen.js'
import { appWith, built, countersign, isLong, type Own, TOOLS } from './own.js'

const SECRET = 'a-throwaway-secret'
const AHEAD = 3600
const seen: string[] = []
let server: Listening
let own: Own

beforeAll(async () => {
  server = await listen(async (request, response) => {
    const body = await bodyOf(request)
    const now = Math.floor(Date.now() / 1000) + AHEAD
    const { 'x-timestamp': timestamp = '', 'x-signature': signature } = request.headers
    const expected = createHmac('sha256', SECRET).update(`${timestamp}${body}`).digest('hex')
    const verdict =
      signature !== expected ? 'wrong' : Math.abs(now - Number(timestamp)) > 120 ? 'late' : 'accepted'
    seen.push(verdict)
    response.setHeader('Date', new Date(now * 1000).toUTCString())
    response.writeHead(verdict === 'accepted' ? 200 : 401).end(`{"verdict":"${verdict}"}`)
  })
  own = await built('clocked.ts', 'clocked', { secret: SECRET }, server.origin)
})
afterEach(() => void seen.splice(0))
afterAll(() => server?.close())

const requests = [
  { method: 'POST', path: '/payments', headers: { 'Content-Type': 'application/json' }, body: '{"a":1}' },
]

describe('a server whose clock is an hour ahead, as its Date says', () => {
  it('the command line sends once more', async () => {
    await TOOLS['the command line']?.(own, requests)
    expect(seen).toEqual(['late', 'accepted'])
  })

  it.skipIf(!inject('k6'))('k6 sends once more, and is right from then on', async () => {
    await TOOLS.k6?.(own, [...requests, ...requests])
    expect(seen).toEqual(['late', 'accepted', 'accepted'])
  })

  it.skipIf(!isLong || !inject('extension'))('k6 with the extension does, too', async () => {
    await TOOLS['k6 with the extension']?.(own, requests)
    expect(seen).toEqual(['late', 'accepted'])
  })

  it("Insomnia's plugin cannot send, and is right when it is sent again", async () => {
    const app = await appWith(own, startFull)
    const send = () =>
      app.send({
        environment: own.env,
        request: {
          _id: 'req_1',
          method: 'POST',
          url: `${server.origin}/payments`,
          body: { mimeType: 'text/plain', text: 'x' },
        },
      })
    const [first, second] = [await send(), await send()]
    app.close()
    expect([first.response?.statusCode, second.response?.statusCode]).toEqual([401, 200])
    expect(first.console.join('\n')).toContain('The response asks for another signature')
    expect(seen).toEqual(['late', 'accepted'])
  })

  it('in Newman nothing sends again, and build says so', async () => {
    await expect(TOOLS.newman?.(own, requests)).rejects.toThrow()
    expect(seen).toEqual(['late'])
    const { text } = await countersign(
      ['build', own.file, '--for', 'postman,k6', '--out', 'again'],
      own.folder,
    )
    expect(text.replace(/\s+/g, ' ')).toContain(
      'Clocked looks at responses and may ask for one more try. A script of Postman cannot send a request again',
    )
  })
})
