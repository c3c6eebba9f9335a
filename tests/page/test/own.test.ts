import { execFileSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { bin, emptyFolder, startSandbox } from './sandbox.js'

it('shows a provider of a definition by the names of its steps, with causes and right requests', async () => {
  const file = fileURLToPath(new URL('../../../definitions/okx.yaml', import.meta.url))
  const own = await startSandbox('', [
    '--plain-http',
    '--provider',
    'okx',
    '--use',
    file,
    '--write-dotenv',
    'sandbox.env',
  ])
  try {
    const json = async (path: string) => (await fetch(own.page + path)).json()
    const url = `${own.origins.okx}/api/v5/trade/order`
    const send = ['send', 'POST', url, '--body', '{"a": 1}', '--dotenv', 'sandbox.env', '--use', file]
    execFileSync(process.execPath, [bin, ...send], { cwd: own.folder })
    const { row, steps, headers } = await json('api/requests/1')
    expect(row).toMatchObject({ provider: 'okx', verdict: 'accepted' })
    expect(steps.map(({ name }: { name: string }) => name)).toEqual(['timestamp', 'preHash', 'signature'])
    const kept = (headers as [string, string][]).filter(([name]) => /^(OK-|Content-Type)/i.test(name))
    await fetch(url, { method: 'POST', headers: kept, body: '{"a":1}' })
    const cause = async () => (await json('api/requests/2')).cause
    await expect.poll(cause).toMatchObject({
      why: expect.stringMatching(/^signature matches when the JSON of the body has a space after each/),
      signed: { what: 'body', signed: { length: 8 }, came: { length: 7 } },
    })
    const [right] = (await json('api/requests/2/right')).requests
    expect(execFileSync('bash', ['-c', `${right.curl} -s`]).toString()).toContain('"ok":true')
    expect((await json('api/requests/2/verify')).command).toContain(`--use ${file}`)
  } finally {
    own.child.kill()
  }
})

const VERIFIER = `import { createHmac } from 'node:crypto'
import { defineVerifier } from '@countersign/sandbox'

export default defineVerifier({
  verify(request, { settings, check, equal, now, step, allowed }) {
    const timestamp = request.header('X-Timestamp')
    allowed('timestamp', \`from \${Math.floor(now() - 300)} to \${Math.floor(now() + 300)}\`, timestamp)
    check(Math.abs(now() - Number(timestamp)) <= 300, 'timestampAge', { message: 'The time is too far off.' })
    const start = \`\${timestamp}\\n\${request.method}\\n\${request.target}\\n\`
    step('stringToSign', start + request.body)
    const expected = createHmac('sha256', settings.apiSecret ?? '').update(start).update(request.body).digest('hex')
    step('signature', expected, request.header('X-Signature'))
    check(equal(request.header('X-Signature'), expected), 'signature', { message: 'The signature is wrong.' })
  },
})
`

it('shows a provider in code by the names of its verifier, with causes and faults', async () => {
  const folder = emptyFolder()
  const modules = fileURLToPath(new URL('../node_modules', import.meta.url))
  symlinkSync(modules, join(folder, 'node_modules'))
  execFileSync(process.execPath, [bin, 'new', 'acme', '--like', 'hmac'], { cwd: folder, stdio: 'ignore' })
  writeFileSync(join(folder, 'acme.sandbox.ts'), VERIFIER)
  const own = await startSandbox('', ['--provider', 'acme', '--use', join(folder, 'acme.ts')])
  /** Signs the body without its spaces, at a time that is so many seconds away. */
  const send = async (ahead: number) => {
    const timestamp = String(Math.floor(Date.now() / 1000) + ahead)
    const hmac = createHmac('sha256', own.env.ACME_API_SECRET ?? '')
    const signature = hmac.update(`${timestamp}\nPOST\n/v1/things\n{"a":1}`).digest('hex')
    const headers = {
      'X-Api-Key': own.env.ACME_API_KEY ?? '',
      'X-Timestamp': timestamp,
      'X-Signature': signature,
    }
    await fetch(`${own.origins.acme}/v1/things`, { method: 'POST', headers, body: '{"a": 1}' })
  }
  const json = async (path: string, init?: RequestInit) => (await fetch(own.page + path, init)).json()
  try {
    await send(0)
    const { row, steps } = await json('api/requests/1')
    expect(row).toMatchObject({ provider: 'acme', verdict: 'refused' })
    expect(steps.map(({ name }: { name: string }) => name)).toEqual([
      'timestamp',
      'stringToSign',
      'signature',
    ])
    const cause = async () => (await json('api/requests/1')).cause
    await expect.poll(cause).toMatchObject({ why: 'signature matches when the JSON of the body is minified' })
    const body = JSON.stringify({ provider: 'acme', id: 'ahead', on: true })
    await json('api/faults', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body })
    await send(0)
    expect((await json('api/requests/2')).faults).toEqual([
      { text: 'the clock of the provider is 10 minutes ahead', refused: true },
    ])
  } finally {
    own.child.kill()
  }
})
