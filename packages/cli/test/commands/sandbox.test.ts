import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { type AnyProvider, providers } from '@countersign/core'
import { toolSettings } from '@countersign/core/settings'
import { parse } from 'dotenv'
import { describe, expect, it } from 'vitest'
import { bin, emptyFolder, isPrivate, run } from '../run.js'

/** Starts the program and waits for its first words. */
async function start(args: readonly string[]): Promise<{ child: ChildProcess; first: string }> {
  const child = spawn(process.execPath, [bin, 'sandbox', ...args], { cwd: emptyFolder() })
  const [chunk] = (await once(child.stdout as NonNullable<ChildProcess['stdout']>, 'data')) as [Buffer]
  return { child, first: chunk.toString() }
}

describe('countersign sandbox', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'says where it listens in one line, and ends on %s though somebody is connected',
    { tags: ['posix'] },
    async (signal) => {
      const { child, first } = await start(['--json', '--provider', 'inqud', '--provider', 'sendpayments'])
      const { origins, env } = JSON.parse(first)
      expect(first.match(/\n/g)).toHaveLength(1)
      expect(Object.keys(origins)).toEqual(['inqud', 'sendpayments'])
      const { status } = await run(['send', 'GET', `${origins.inqud}/x`, '--fail'], { env })
      expect(status).toBe(0)
      const socket = connect(Number(new URL(origins.inqud).port), '127.0.0.1')
      await once(socket, 'connect')
      socket.on('error', () => {})
      child.kill(signal)
      expect(await once(child, 'exit')).toEqual([0, null])
    },
  )

  it('writes a .env that send takes, readable by its owner only', async () => {
    const file = join(emptyFolder(), 'sandbox.env')
    const { child, first } = await start(['--write-dotenv', file])
    expect(isPrivate(file)).toBe(true)
    const env = parse(readFileSync(file))
    expect(first).not.toContain(env.INQUD_TOKEN_SECRET)
    for (const id of ['IMBURSE', 'INQUD', 'SENDPAYMENTS']) {
      const { status, json } = await run([
        'send',
        'POST',
        `http://${env[`${id}_HOSTS`]}/x`,
        '--body',
        '{}',
        '--dotenv',
        file,
      ])
      expect({ status, ok: json.ok }).toEqual({ status: 0, ok: true })
    }
    const sealed = await run([
      'send',
      'POST',
      `https://${env.MASTERCARD_HOSTS}/x`,
      '--body',
      '{}',
      '--dotenv',
      file,
    ])
    expect(sealed.json).toMatchObject({ ok: true, body: '{}' })
    child.kill()
    await once(child, 'exit')
  })

  it('writes Postman environments that a generated collection runs with', async () => {
    const folder = emptyFolder()
    const { child, first } = await start(['--json', '--plain-http', '--write-postman', folder])
    const { origins, env } = JSON.parse(first)
    for (const id of Object.keys(origins)) {
      const file = join(folder, `${id}.sandbox.postman_environment.json`)
      const rows: { key: string; value: string }[] = JSON.parse(readFileSync(file, 'utf8')).values
      const told = Object.fromEntries(rows.filter(({ value }) => value).map(({ key, value }) => [key, value]))
      const provider = providers.find((one) => one.id === id) as AnyProvider
      const names = toolSettings(provider).map(({ variable }) => variable)
      const own = Object.entries(env).filter(([name]) => names.includes(name))
      const { COUNTERSIGN_ENTROPY, ...settings } = told
      expect(settings).toEqual({ ...Object.fromEntries(own), baseUrl: origins[id] })
      // Newman needs it to encrypt, and has none by itself.
      if (provider.uses?.includes('random')) expect(COUNTERSIGN_ENTROPY).toMatch(/^[\da-f]{64}$/)
      else expect(COUNTERSIGN_ENTROPY).toBeUndefined()
      expect(isPrivate(file)).toBe(true)
    }
    child.kill()
    await once(child, 'exit')
  })

  it('writes Insomnia environments to paste, and keeps files private that were not', async () => {
    const folder = emptyFolder()
    const file = join(folder, 'inqud.sandbox.insomnia.json')
    writeFileSync(file, 'old', { mode: 0o644 })
    const { child, first } = await start(['--json', '--write-insomnia', folder])
    const { origins, env } = JSON.parse(first)
    const { INQUD_TOKEN_ID, INQUD_TOKEN_SECRET, INQUD_HOSTS } = env
    const own = { INQUD_TOKEN_ID, INQUD_TOKEN_SECRET, INQUD_HOSTS }
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ baseUrl: origins.inqud, ...own })
    expect(isPrivate(file)).toBe(true)
    child.kill()
    await once(child, 'exit')
  })

  it('without options prints where it is and what to do next, and no key', async () => {
    const { child, first } = await start(['--provider', 'imburse'])
    expect(first).toMatch(/imburse +http:\/\/127\.0\.0\.1:\d+/)
    expect(first).toMatch(/node \S+countersign\.js sandbox --provider imburse --write-dotenv sandbox\.env/)
    expect(first).not.toMatch(/BEGIN|SECRET/)
    expect(first.length).toBeLessThan(1200)
    child.kill()
    await once(child, 'exit')
  })

  it.each([
    [['--port', '80a'], '--port takes a number from 0 to 65535.'],
    [['--page', '70000'], '--page takes a number from 0 to 65535.'],
    [['--token-lifetime', '0'], '--token-lifetime takes a number from 1 to 1000000000.'],
  ])('%j is a wrong use, and nothing is started', async (args, says) => {
    const { status, stderr } = await run(['sandbox', ...args])
    expect(status).toBe(2)
    expect(stderr).toContain(says)
    expect(stderr).not.toContain('Starting')
  })

  it('gives a request of the provider’s own examples to try next, which works', async () => {
    const cwd = emptyFolder()
    const file = join(cwd, 'sandbox.env')
    const { child, first } = await start(['--write-dotenv', file, '--provider', 'sendpayments'])
    const [, line = ''] = /countersign\.js (send .*)/.exec(first) ?? []
    expect(line).toMatch(/^send GET http:\/\/127\.0\.0\.1:\d+\/\S+ --dotenv /)
    expect(line).not.toContain('/v1/things')
    expect((await run(line.split(' '), { cwd })).json).toMatchObject({ ok: true, provider: 'sendpayments' })
    child.kill()
    await once(child, 'exit')
  })

  it('gives the example of a provider of one’s own, with its body', async () => {
    const cwd = emptyFolder()
    await run(['new', 'acme'], { cwd })
    const use = ['--use', join(cwd, 'acme.yaml')]
    const { child, first } = await start(['--write-dotenv', join(cwd, 'acme.env'), ...use])
    expect(first).toMatch(
      /send POST http:\/\/127\.0\.0\.1:\d+\/v1\/things --body '\{"amount":50\}' --dotenv \S+acme\.env --use /,
    )
    child.kill()
    await once(child, 'exit')
  })

  it('is reached as localhost too', async () => {
    const file = join(emptyFolder(), 'sandbox.env')
    const { child, first } = await start(['--write-dotenv', file])
    const command = /node \S+countersign\.js send GET \S+/.exec(first)?.[0]
    expect(command).toContain('http://127.0.0.1:')
    const port = parse(readFileSync(file)).INQUD_HOSTS?.split(':')[1]
    const { json } = await run(['send', 'GET', `http://localhost:${port}/x`, '--dotenv', file])
    expect(json).toMatchObject({ ok: true, provider: 'inqud' })
    child.kill()
    await once(child, 'exit')
  })

  it('writes keys and certificates as files, for tools that take paths', async () => {
    const folder = emptyFolder()
    const { child, first } = await start(['--json', '--provider', 'mastercard', '--write-pem', folder])
    const { origins, env } = JSON.parse(first)
    const pem = (name: string) => join(folder, `sandbox.${name}.pem`)
    const {
      MASTERCARD_CLIENT_CERTIFICATE: _c,
      MASTERCARD_CLIENT_KEY: _k,
      COUNTERSIGN_CACERT: _a,
      ...rest
    } = env
    const files = ['--cert', pem('MASTERCARD_CLIENT_CERTIFICATE'), '--key', pem('MASTERCARD_CLIENT_KEY')]
    const args = [
      'send',
      'POST',
      `${origins.mastercard}/x`,
      '--body',
      '{}',
      ...files,
      '--cacert',
      pem('COUNTERSIGN_CACERT'),
    ]
    expect((await run(args, { env: rest })).json).toMatchObject({ ok: true, body: '{}' })
    expect(isPrivate(pem('MASTERCARD_CLIENT_KEY'))).toBe(true)
    child.kill()
    await once(child, 'exit')
  })

  it('does not write over somebody’s own .env', async () => {
    const file = join(emptyFolder(), '.env')
    writeFileSync(file, 'PRECIOUS=1\n')
    const { status, stderr } = await run(['sandbox', '--write-dotenv', file])
    expect(status).toBe(1)
    expect(stderr).toMatch(/holds settings that are not the sandbox's/)
    expect(readFileSync(file, 'utf8')).toBe('PRECIOUS=1\n')
  })

  it('serves a page on request, names it, and says if its port is taken', async () => {
    const { child, first } = await start(['--json', '--provider', 'inqud', '--page'])
    const { page } = JSON.parse(first)
    expect(page).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/)
    expect(await (await fetch(page)).text()).toContain('<title>Countersign</title>')
    const second = await run(['sandbox', '--provider', 'inqud', '--page', new URL(page).port])
    expect(second.status).toBe(1)
    expect(second.stderr).toMatch(/page's port \d+ is taken/)
    child.kill()
    await once(child, 'exit')
    const told = await start(['--provider', 'inqud', '--page'])
    expect(told.first).toMatch(/at http:\/\/127\.0\.0\.1:\d+\//)
    told.child.kill()
    await once(told.child, 'exit')
  })

  it('gives one port after the other, and says which is taken', async () => {
    const { child, first } = await start(['--json', '--provider', 'inqud'])
    const port = Number(new URL(JSON.parse(first).origins.inqud).port)
    const second = await run(['sandbox', '--port', String(port), '--provider', 'inqud'])
    expect(second.status).toBe(1)
    expect(second.stderr).toMatch(new RegExp(String(port)))
    child.kill()
    await once(child, 'exit')
  })

  it.each([
    [['--provider', 'stripe']],
    [['--port', 'x']],
    [['--port', '70000']],
    [['--page', 'x']],
    [['--token-lifetime', '-1']],
  ])('%j is a wrong use', async (args) => {
    expect((await run(['sandbox', ...args])).status).toBe(2)
  })
})
