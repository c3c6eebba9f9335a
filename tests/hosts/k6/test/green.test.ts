import { createHash } from 'node:crypto'
import { type Sandbox, startSandbox } from '@countersign/sandbox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { file, isExtension, k6, oldest, type Ran, run, script } from './k6.js'
import { listening } from './servers.js'

const BODY = '{"name":"Zoë",\r\n"amount":12.50}'
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const WITH_BODY = { status: 200, ok: true, bodySha256: sha256(BODY) }
const WITHOUT = { status: 200, ok: true, bodySha256: sha256('') }
const ids = ['imburse', 'inqud', 'sendpayments', 'mastercard']

const versions = [['k6', k6], ...(oldest ? [['k6 1.8.1', oldest]] : [])] as const

for (const [name, bin] of versions) {
  describe.skipIf(!bin)(`signed by the module in ${name}`, () => {
    let sandbox: Sandbox
    let ran: Ran
    let vault: string
    beforeAll(async () => {
      sandbox = await startSandbox()
      vault = await listening((request, response) => {
        const value = sandbox.env[(request.url ?? '').slice(1)]
        response.writeHead(value ? 200 : 404).end(JSON.stringify({ value }))
      })
      ran = await run(script('green.ts'), { ...started(), bin })
    })
    afterAll(() => sandbox.close())

    /** Inqud's settings are no environment variables here. */
    function started() {
      const {
        INQUD_TOKEN_ID = '',
        INQUD_TOKEN_SECRET = '',
        INQUD_HOSTS = '',
        COUNTERSIGN_CACERT,
        ...rest
      } = sandbox.env
      const INQUD = JSON.stringify({
        tokenId: INQUD_TOKEN_ID,
        tokenSecret: INQUD_TOKEN_SECRET,
        hosts: [INQUD_HOSTS],
      })
      const lines = Object.entries({ INQUD_TOKEN_ID, INQUD_TOKEN_SECRET, INQUD_HOSTS }).map((pair) =>
        pair.join('='),
      )
      const secrets = file('secrets', lines.join('\n'))
      const sources = [`file=name=file,default,filename=${secrets}`, `mock=name=other,${lines.join(',')}`]
      sources.push(`url=name=web,urlTemplate=${vault}/{key},responsePath=value`)
      const args = sources.flatMap((source) => ['--secret-source', source])
      const CERTIFICATE_FILE = file('encryption.pem', rest.MASTERCARD_ENCRYPTION_CERTIFICATE)
      const KEY_FILE = file('decryption.pem', rest.MASTERCARD_DECRYPTION_KEY)
      const env = { ...rest, INQUD, ORIGINS: JSON.stringify(sandbox.origins), CERTIFICATE_FILE, KEY_FILE }
      // Go reads this variable on Linux only.
      if (process.platform !== 'linux') args.push('--insecure-skip-tls-verify')
      return { env: { ...env, SSL_CERT_FILE: file('ca.pem', COUNTERSIGN_CACERT) }, args }
    }

    it('runs all cases and ends well', () => {
      expect({ code: ran.code, text: ran.text }).toMatchObject({ code: 0 })
      const refused = sandbox.requests.filter(({ accepted }) => !accepted)
      expect(refused).toEqual([])
    })

    it.each(ids)('%s: all methods of k6/http, mutual TLS if it is expected', (id) => {
      const path = '/v1/things'
      for (const method of ['put', 'patch', 'request'])
        expect(ran.cases[`${id} ${method}`]).toMatchObject(WITH_BODY)
      for (const method of ['get', 'del', 'url'])
        expect(ran.cases[`${id} ${method}`]).toMatchObject({ ...WITHOUT, path })
      expect(ran.cases[`${id} post`]).toMatchObject({
        ...WITH_BODY,
        method: 'POST',
        path: `${path}?a=b&d=%C3%A9`,
      })
    })

    it('replaces headers of its own name, whatever their capitals, and leaves a token that is there', () => {
      expect(ran.cases['headers of its own']).toMatchObject([WITH_BODY, WITH_BODY, WITH_BODY])
      expect(ran.cases['a token it brings']).toMatchObject({ ...WITHOUT, path: '/v1/b' })
      expect(ran.cases['head and options']).toMatchObject([200, { ...WITH_BODY, method: 'OPTIONS' }])
    })

    it('signs alone, for http.batch and asyncRequest, whose encrypted responses open() opens', () => {
      const due = ids.map(() => ({ ...WITH_BODY, path: '/v1/batch' }))
      expect(ran.cases.batch).toMatchObject(due)
      expect(ran.cases.asyncRequest).toMatchObject({ ...WITH_BODY, path: '/v1/own' })
    })

    it('shows what was sealed as body and json()', () => {
      expect(ran.cases.opened).toEqual({ json: true, body: true, sealed: false })
      expect(ran.cases['opened binary']).toBe(true)
    })

    it('has a file for each provider', () => {
      expect(ran.cases['files of one provider']).toMatchObject([WITH_BODY, WITH_BODY, WITH_BODY])
      expect(ran.cases['send of its own file']).toMatchObject(WITHOUT)
    })

    it('takes settings from __ENV, from sources of k6/secrets and from an object', () => {
      expect(ran.cases['inqud post']).toMatchObject({ ...WITH_BODY, way: 'hmac' })
      expect(ran.cases['named source']).toMatchObject({ ...WITH_BODY, way: 'hmac' })
      expect(ran.cases['url source']).toMatchObject({ ...WITH_BODY, way: 'hmac' })
      expect(ran.cases['PEM by open()']).toMatchObject({ ...WITH_BODY, path: '/v1/files' })
      expect(ran.cases.simple).toMatchObject({ ...WITH_BODY, way: 'simple' })
    })

    it('signs without promises in group() and check(), which wait for nothing', () => {
      expect(ran.cases.sync).toMatchObject({ ...WITH_BODY, path: '/v1/sync', checked: true })
      expect(ran.cases['sync batch']).toMatchObject([WITHOUT, WITH_BODY])
      expect(ran.cases['sync exchange']).toEqual({ status: 200, token: 'string' })
    })

    it('asks for tokens without promises too', () => {
      expect(ran.cases['sync token']).toMatchObject([
        { ...WITH_BODY, way: 'bearer', path: '/v1/sync' },
        { ...WITH_BODY, path: '/v1/sync' },
      ])
    })

    it.runIf(isExtension)('encrypts and decrypts without promises too', () => {
      const opened = { ...WITH_BODY, way: 'jwe', path: '/v1/sync', checked: true }
      expect(ran.cases['sync sealed']).toMatchObject({ isSealed: true, opened: [opened, opened] })
    })

    it.skipIf(isExtension)('refuses at init what cannot do without promises: encryption', () => {
      expect(ran.cases['sync sealed']).toMatchObject({
        error: {
          name: 'CountersignError',
          code: 'needs-waiting',
          message: expect.stringMatching(/^Mastercard .*countersign\('mastercard'\)/),
        },
      })
    })

    it('asks for one token of Send, and for one per request of Imburse', () => {
      const imburse = sandbox.counts.imburse
      // Each client has its own token; those of another file, too.
      // With the extension all share one.
      expect(sandbox.counts.sendpayments?.token).toBe(isExtension ? 1 : 3)
      // The exchange that the sync client sent is one more.
      expect(imburse?.token).toBe((imburse?.accepted ?? 0) + 1)
    })

    it('prints no setting, secret or token', () => {
      for (const [name, value] of Object.entries(sandbox.env))
        if (/SECRET|PRIVATE|KEY$/.test(name) && !/PUBLIC/.test(name)) expect(ran.text).not.toContain(value)
      expect(ran.text).not.toMatch(/eyJ|Bearer/)
    })
  })
}
