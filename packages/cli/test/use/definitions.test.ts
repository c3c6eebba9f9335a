import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { bin, emptyFolder, run } from '../run.js'

const folder = fileURLToPath(new URL('../../../../definitions/', import.meta.url))
const definition = (id: string) => join(folder, `${id}.yaml`)

it('new writes definitions that pass their test as they are, in an empty folder', async () => {
  const cwd = emptyFolder()
  await run(['new', 'acme'], { cwd })
  await run(['new', 'acme-query', '--like', 'query', '--yaml'], { cwd })
  await run(['new', 'acme-token.yaml', '--like', 'token'], { cwd })
  const { text, status, stderr } = await run(['test', 'acme.yaml', 'acme-query.yaml', 'acme-token.yaml'], {
    cwd,
  })
  expect(text.match(/^ok {4}(Node|portable) /gm), text + stderr).toHaveLength(6)
  expect(status).toBe(0)
})

it('--plugin without a name is for the provider of --use, says so, and asks which of several', async () => {
  const cwd = emptyFolder()
  const plugin = ['generate', 'insomnia', '--plugin', 'plugin', '--use', definition('binance')]
  const one = await run(plugin, { cwd })
  expect([one.status, one.stderr]).toEqual([0, expect.stringContaining('The plugin is for Binance only.')])
  expect(JSON.parse(readFileSync(join(cwd, 'plugin/package.json'), 'utf8')).name).toBe(
    'insomnia-plugin-binance',
  )
  const both = await run([...plugin, '--force', '--out', 'import'], { cwd })
  expect([both.status, readdirSync(join(cwd, 'import'))]).toEqual([
    0,
    expect.not.arrayContaining(['insomnia-plugin-binance']),
  ])
  const two = await run([...plugin, '--use', definition('client-credentials')], { cwd })
  expect([two.status, two.stderr]).toEqual([
    2,
    expect.stringContaining('--plugin goes with one provider: name it'),
  ])
})

it('a vector that does not hold, and a definition that is wrong, are reported in one line each', async () => {
  const cwd = emptyFolder()
  const text = readFileSync(definition('binance'), 'utf8')
  writeFileSync(
    join(cwd, 'other.yaml'),
    text.replace('totalParams: concat(params, body)', 'totalParams: concat(params, body, "x")'),
  )
  const other = await run(['test', 'other.yaml'], { cwd })
  expect([other.status, other.text]).toEqual([
    1,
    expect.stringMatching(
      /BAD .*: signature differs\n(?: +\w+ +.*\n)* +expected +c8db5682.*\n +actual +\w{64}\n/,
    ),
  ])
  writeFileSync(join(cwd, 'wrong.yaml'), text.replace('hex(hmac-sha256', 'hex(hmac_sha256'))
  const wrong = await run(['sign', 'GET', 'https://api.binance.com/x', '--use', 'wrong.yaml'], { cwd })
  expect([wrong.status, wrong.text, wrong.stderr]).toEqual([
    1,
    '',
    'countersign: wrong.yaml:14: step signature: there is no function "hmac_sha256". Did you mean "hmac-sha256"?\n',
  ])
})

it('the sandbox verifies what a definition signs, and issues its tokens', async () => {
  const use = ['--use', definition('binance'), '--use', definition('client-credentials')]
  const ids = ['--provider', 'binance', '--provider', 'client-credentials']
  const child = spawn(process.execPath, [bin, 'sandbox', '--json', ...ids, ...use], { cwd: emptyFolder() })
  try {
    const [chunk] = await once(child.stdout, 'data')
    const { origins, env } = JSON.parse(String(chunk))
    const send = (...args: string[]) => run(['send', ...args, ...use], { env })
    const sent = await Promise.all([
      send('GET', `${origins.binance}/api/v3/account?symbol=a%20b`),
      send('POST', `${origins.binance}/api/v3/order?symbol=LTCBTC`, '--body', 'quantity=1'),
      send('GET', `${origins['client-credentials']}/v1/things`),
    ])
    expect(sent.map(({ json }) => json?.way)).toEqual(['definition', 'definition', 'definition'])
    const other = await run(['send', 'GET', `${origins.binance}/x`, ...use], {
      env: { ...env, BINANCE_SECRET_KEY: 'another-secret-key' },
    })
    expect(other.json?.error).toMatchObject({ check: 'signature', message: 'The step signature differs.' })
  } finally {
    child.kill()
  }
})

it('signs a webhook for a receiver anywhere, and verifies one from anywhere', async () => {
  const env = { GITHUB_WEBHOOK_SECRET: "It's a Secret to Everybody" }
  const use = ['--use', definition('github-webhook')]
  const signed = await run(
    ['sign', 'POST', 'http://127.0.0.1:3000/hook', '--body', 'Hello, World!', '--json', ...use],
    { env },
  )
  const signature = 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17'
  expect(signed.json.headers).toContainEqual(['X-Hub-Signature-256', signature])
  const input = (body: string) =>
    `POST /hook HTTP/1.1\r\nHost: hooks.example.org\r\nX-Hub-Signature-256: ${signature}\r\nContent-Length: 13\r\n\r\n${body}`
  const verify = (body: string) => run(['verify', '--webhook', ...use], { env, input: input(body) })
  expect(await verify('Hello, World!')).toMatchObject({
    status: 0,
    text: expect.stringMatching(/^verified: /),
  })
  expect(await verify('Hello, World?')).toMatchObject({
    status: 1,
    text: expect.stringMatching(/^not verified: /),
  })
  const without = await run(['verify', '--webhook'], { input: input('') })
  expect([without.status, without.stderr]).toEqual([
    2,
    expect.stringContaining('--webhook needs a definition'),
  ])
})

it('one of several signatures that a webhook lists is enough', async () => {
  const right = 'd95c6b7477fbd7e9f90b1b0ef5f9c7ac25abca5382460e0d988c2b2a5b71b990'
  const input = `POST /hook HTTP/1.1\r\nHost: hooks.example.org\r\nStripe-Signature: t=1700000000,v1=${'0'.repeat(64)},v1=${right},v0=00\r\nContent-Length: 42\r\n\r\n{"id":"evt_test_webhook","object":"event"}`
  const env = { STRIPE_WEBHOOK_SECRET: 'whsec_test_secret' }
  const verify = (at: string) =>
    run(['verify', '--webhook', '--use', definition('stripe-webhook'), '--at', at], { env, input })
  expect((await verify('1700000010')).status).toBe(0)
  expect((await verify('1700001000')).text).toMatch(/older than --at/)
})

it('build takes a definition along without the reader, and only the functions that it names', async () => {
  const out = emptyFolder()
  const { status } = await run(['build', definition('binance'), '--for', 'postman,k6,insomnia', '--out', out])
  expect(status).toBe(0)
  for (const file of [
    'postman/binance.pre-request.js',
    'k6/countersign.js',
    'insomnia/insomnia-plugin-binance/plugin.js',
  ]) {
    const text = readFileSync(join(out, file), 'utf8')
    expect(text).toContain('X-MBX-APIKEY')
    expect(text).not.toMatch(/LineCounter|canonical was given|from-hex|toUTCString/)
  }
})
