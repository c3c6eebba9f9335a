import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { bin, startSandbox } from './sandbox.js'

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
