import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { inqud, providers } from '@countersign/core'
import { startSandbox } from '@countersign/sandbox'
import { parse } from 'dotenv'
import { describe, expect, it } from 'vitest'
import { clockOf } from '../../src/commands/doctor/clock.js'
import { emptyFolder, isPrivate, run } from '../run.js'

const INQUD = 'INQUD_TOKEN_ID=TKN-1\nINQUD_TOKEN_SECRET="se cret"\nOTHER=left out\n'

describe('countersign init', () => {
  it('writes what it reads, readable by its owner only, and has git ignore it', async () => {
    const cwd = emptyFolder()
    writeFileSync(join(cwd, '.gitignore'), 'dist')
    const { status, text, stderr } = await run(['init', 'inqud'], { cwd, input: INQUD })
    expect({ status, text }).toEqual({ status: 0, text: '' })
    expect(stderr).toMatch(/\.env holds 2 settings/)
    expect(stderr).not.toMatch(/se cret/)
    expect(isPrivate(join(cwd, '.env'))).toBe(true)
    expect(parse(readFileSync(join(cwd, '.env')))).toEqual({
      INQUD_TOKEN_ID: 'TKN-1',
      INQUD_TOKEN_SECRET: 'se cret',
    })
    expect(readFileSync(join(cwd, '.gitignore'), 'utf8')).toBe('dist\n.env\n')
  })

  it('replaces its own names and keeps the rest', async () => {
    const cwd = emptyFolder()
    writeFileSync(
      join(cwd, '.env'),
      '# mine\nPRECIOUS="a\nb"\nINQUD_TOKEN_ID=old\nexport INQUD_TOKEN_SECRET="x\ny"\nLAST=1',
    )
    await run(['init', 'inqud'], { cwd, input: INQUD })
    const after = readFileSync(join(cwd, '.env'), 'utf8')
    expect(isPrivate(join(cwd, '.env'))).toBe(true)
    expect(after).toContain('# mine')
    expect(parse(after)).toEqual({
      PRECIOUS: 'a\nb',
      LAST: '1',
      INQUD_TOKEN_ID: 'TKN-1',
      INQUD_TOKEN_SECRET: 'se cret',
    })
  })

  it('names what it leaves out and what it replaces, and no value', async () => {
    const cwd = emptyFolder()
    const first = await run(['init', 'inqud'], { cwd, input: `${INQUD}INQUD_HOSTS=\n` })
    expect(first.stderr).toMatch(
      /Not written, since Inqud has no such setting or the value is empty: OTHER, INQUD_HOSTS\./,
    )
    expect(first.stderr).not.toContain('Replaced')
    const second = await run(['init', 'inqud'], { cwd, input: INQUD.replace('se cret', 'another') })
    expect(second.stderr).toMatch(/Replaced, since \.env had other values: INQUD_TOKEN_SECRET\./)
    expect(first.stderr + second.stderr).not.toMatch(/left out|se cret|another/)
  })

  it('says how many settings the file holds, those of before too', async () => {
    const cwd = emptyFolder()
    await run(['init', 'inqud'], { cwd, input: INQUD })
    expect((await run(['init', 'inqud'], { cwd, input: '' })).stderr).toMatch(/\.env holds 2 settings/)
  })

  it('refuses a quotation mark that is not closed', async () => {
    const cwd = emptyFolder()
    const input = "INQUD_TOKEN_ID=\"TKN-1\nINQUD_TOKEN_SECRET='a secret'\n"
    const { status, stderr } = await run(['init', 'inqud'], { cwd, input })
    expect(status).toBe(1)
    expect(existsSync(join(cwd, '.env'))).toBe(false)
    expect(stderr).toContain(
      'standard input: the value of INQUD_TOKEN_ID begins with a quotation mark that is not closed.',
    )
    expect(stderr).not.toContain('INQUD_TOKEN_SECRET begins')
  })

  it('refuses a file that is there with a quotation mark that is not closed, and leaves it as it is', async () => {
    const cwd = emptyFolder()
    const before = 'INQUD_TOKEN_ID="TKN-0\nPRECIOUS="mine"\n'
    writeFileSync(join(cwd, '.env'), before)
    const { status, stderr } = await run(['init', 'inqud'], { cwd, input: INQUD })
    expect(status).toBe(1)
    expect(stderr).toContain(
      '.env: the value of INQUD_TOKEN_ID begins with a quotation mark that is not closed. Close it',
    )
    expect(readFileSync(join(cwd, '.env'), 'utf8')).toBe(before)
  })

  it('refuses an identifier that no header can carry, as each signed request would be', async () => {
    const cwd = emptyFolder()
    // A dash of a word processor: beyond what RFC 9110 section 5.5 and Latin-1 have.
    const input = INQUD.replace('TKN-1', 'TKN\u20131')
    const { status, stderr } = await run(['init', 'inqud'], { cwd, input })
    expect(status).toBe(1)
    expect(stderr).toMatch(
      /"X-Token-API-Id" holds .* a header cannot carry.* Such a letter is in INQUD_TOKEN_ID\./,
    )
    expect(existsSync(join(cwd, '.env'))).toBe(false)
    writeFileSync(join(cwd, '.env'), input)
    const found = await run(['doctor'], { cwd })
    expect(found.text).toMatch(/BAD Inqud .*Such a letter is in INQUD_TOKEN_ID\./)
  })

  it('writes all that the sandbox gives, PEM too', async () => {
    const sandbox = await startSandbox()
    const cwd = emptyFolder()
    const input = Object.entries(sandbox.env)
      .map(([name, value]) => `${name}="${value.replace(/\n/g, '\\n')}"`)
      .join('\n')
    expect((await run(['init'], { cwd, input })).status).toBe(0)
    const { COUNTERSIGN_CACERT: _, ...rest } = sandbox.env
    expect(Object.keys(parse(readFileSync(join(cwd, '.env')))).sort()).toEqual(Object.keys(rest).sort())
    const healthy = await run(['doctor'], { cwd })
    expect(healthy.text.match(/^ok {2}(Imburse|Inqud|Send Payments|Mastercard) /gm)).toHaveLength(5)
    await sandbox.close()
  })

  it.each([
    [
      ['inqud'],
      'INQUD_TOKEN_ID=TKN-1',
      1,
      /INQUD_TOKEN_SECRET is missing\. Nothing is written\. .*countersign init inqud < settings\.env.*--set NAME=VALUE.* by hand: INQUD_TOKEN_ID=…, INQUD_TOKEN_SECRET=…/,
    ],
    [['imburse'], 'IMBURSE_PUBLIC_KEY=a\nIMBURSE_PRIVATE_KEY=!', 1, /IMBURSE_PRIVATE_KEY is not base64/],
    [[], '', 1, /nothing to write\. Without a terminal to ask at, give settings/],
    [['stripe'], '', 2, /no provider "stripe"/],
  ])('%j of %j writes nothing', async (ids, input, status, message) => {
    const cwd = emptyFolder()
    const ran = await run(['init', ...ids], { cwd, input })
    expect(ran.status).toBe(status)
    expect(ran.stderr).toMatch(message)
    expect(existsSync(join(cwd, '.env'))).toBe(false)
  })
})

describe('countersign init, where nobody can be asked', () => {
  it('takes what the file has already', async () => {
    const cwd = emptyFolder()
    await run(['init', 'inqud'], { cwd, input: INQUD })
    const again = await run(['init', 'inqud', '--set', 'INQUD_MODE=simple'], { cwd })
    expect(again.status).toBe(0)
    expect(parse(readFileSync(join(cwd, '.env')))).toEqual({
      INQUD_TOKEN_ID: 'TKN-1',
      INQUD_TOKEN_SECRET: 'se cret',
      INQUD_MODE: 'simple',
    })
  })

  it('writes, though .gitignore cannot be written', async () => {
    const cwd = emptyFolder()
    mkdirSync(join(cwd, '.gitignore'))
    const { status, stderr } = await run(['init', 'inqud'], { cwd, input: INQUD })
    expect(status).toBe(0)
    expect(stderr.replace(/\s+/g, ' ')).toContain(
      'readable by its owner only; add it to .gitignore, which cannot be written (EISDIR).',
    )
    expect(existsSync(join(cwd, '.env'))).toBe(true)
  })

  it('asks no questions into a pipe', async () => {
    const cwd = emptyFolder()
    const stdin = Object.assign(Readable.from([]), { isTTY: true })
    const ran = await run(['init', 'inqud'], { cwd, stdin })
    expect(ran).toMatchObject({ status: 1, text: '' })
    expect(ran.stderr).toMatch(/INQUD_TOKEN_SECRET is missing\. Nothing is written/)
    expect(existsSync(join(cwd, '.env'))).toBe(false)
  })

  it('says that it waits, if standard input stays open', async () => {
    const stdin = new PassThrough()
    const ran = run(['init', 'inqud'], { stdin })
    await new Promise((resolve) => setTimeout(resolve, 2300))
    stdin.end(INQUD)
    expect((await ran).stderr).toMatch(
      /^countersign: Waiting for settings on standard input\. With nothing to give, start it with < \/dev\/null\.\n.*\.env holds 2/s,
    )
  })
})

describe('countersign doctor', () => {
  it('says who is not in use, and ends well', async () => {
    const { status, text } = await run(['doctor'])
    expect(status).toBe(0)
    expect(text.match(/no settings/g)).toHaveLength(providers.length)
  })

  it('shows length and fingerprint of a secret, to compare', async () => {
    const { text } = await run(['doctor'], {
      env: { INQUD_TOKEN_ID: 'TKN-1', INQUD_TOKEN_SECRET: 'the secret of a test' },
    })
    // printf 'the secret of a test' | sha256sum
    expect(text).toMatch(/INQUD_TOKEN_SECRET \(20 bytes, SHA-256 df337b14…\)/)
  })

  it('says with --online that no clock is compared if nothing is set up', async () => {
    const { status, text } = await run(['doctor', '--online'])
    expect(status).toBe(0)
    expect(text).toMatch(/Clock +not compared: no provider has settings/)
  })

  it('signs an example of each, and names a setting that can never sign', async () => {
    const cwd = emptyFolder()
    const text = (signature: string) =>
      `id: nw\nhosts: [api.northwindpay.example]\nsettings:\n  secret: { about: the secret, secret: true }\nsteps:\n  signature: ${signature}\nsend:\n  headers: { X-Signature: "{signature}" }\n`
    writeFileSync(join(cwd, 'hex.yaml'), text('hex(hmac-sha512(from-hex(secret), body))'))
    writeFileSync(
      join(cwd, 'key.yaml'),
      text('base64(rsa-sha256(secret, body))').replace('id: nw', 'id: nwkey'),
    )
    const use = ['--use', 'hex.yaml', '--use', 'key.yaml']
    const env = { NW_SECRET: 'not-hex-at-all', NWKEY_SECRET: 'no key' }
    const wrong = await run(['doctor', ...use], { cwd, env })
    expect(wrong.status).toBe(1)
    expect(wrong.text).toMatch(/BAD nw +hex\.yaml:6: step signature: NW_SECRET is not hexadecimal digits/)
    expect(wrong.text).toMatch(/BAD nwkey +key\.yaml:6: step signature: NWKEY_SECRET is not a PEM/)
    const right = await run(['doctor', ...use], { cwd, env: { NW_SECRET: '00ff'.repeat(16) } })
    expect(right.text).toMatch(/^ok {2}nw +set up: NW_SECRET/m)
  })

  it('does not call settings bad for what only its example lacks', async () => {
    const cwd = emptyFolder()
    const text = `id: nw\nhosts: [api.northwindpay.example]\nsettings:\n  key: the key\nsend:\n  headers: { X-Key: "{key}", X-Of: '{header("Idempotency-Key")}' }\n`
    writeFileSync(join(cwd, 'nw.yaml'), text)
    const { text: found } = await run(['doctor', '--use', 'nw.yaml'], { cwd, env: { NW_KEY: 'key-123' } })
    expect(found).toMatch(/^ok {2}nw +set up: NW_KEY/m)
  })

  it('names what is missing, malformed or does not match', async () => {
    const [one, other] = await Promise.all([
      startSandbox({ providers: ['mastercard'] }),
      startSandbox({ providers: ['mastercard'] }),
    ])
    const missing = await run(['doctor'], {
      env: { INQUD_TOKEN_ID: 'TKN-1', IMBURSE_PUBLIC_KEY: 'a', IMBURSE_PRIVATE_KEY: '*' },
    })
    expect(missing.status).toBe(1)
    expect(missing.text).toMatch(/BAD Inqud +INQUD_TOKEN_SECRET is missing/)
    expect(missing.text).toMatch(/BAD Imburse +Imburse: IMBURSE_PRIVATE_KEY is not base64/)
    const env = { ...one.env, MASTERCARD_CLIENT_KEY: other.env.MASTERCARD_CLIENT_KEY ?? '' }
    expect((await run(['doctor'], { env })).text).toMatch(
      /MASTERCARD_CLIENT_KEY is not the key of MASTERCARD_CLIENT_CERTIFICATE/,
    )
    // The sandbox's certificates last thirty days, which is soon.
    const soon = await run(['doctor', '--json'], { env: one.env })
    expect(soon.json).toContainEqual(
      expect.objectContaining({ about: 'Mastercard', text: expect.stringMatching(/expires in 29 days/) }),
    )
    await Promise.all([one.close(), other.close()])
  })

  it.each([
    [0, 'ok', 'agrees with this machine'],
    [-400, 'bad', 'this machine is 400 s ahead'],
    [90, 'bad', 'this machine is 90 s behind'],
    [undefined, 'note', 'its host sends no Date'],
  ])('asks a host whose clock is off by %j for the time, without a credential', async (off, state, text) => {
    const asked: string[] = []
    const server = createServer(({ method = '', rawHeaders }, response) => {
      asked.push(method, ...rawHeaders)
      response.sendDate = false
      if (off !== undefined) response.setHeader('Date', new Date(Date.now() + off * 1000).toUTCString())
      response.end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const found = await clockOf({ ...inqud, baseUrl: `http://127.0.0.1:${port}` }, 10, { env: {} })
    server.close()
    expect(found.state).toBe(state)
    // The Date of a response has whole seconds.
    expect(found.text.replace(/40[01] s/, '400 s').replace(/(89|90) s/, '90 s')).toBe(text)
    expect(asked[0]).toBe('HEAD')
    expect(asked.join(' ')).not.toMatch(/token|authorization|hmac/i)
  })

  it('finds tools and their versions', { tags: ['posix'] }, async () => {
    const bin = emptyFolder()
    writeFileSync(join(bin, 'newman'), '#!/bin/sh\necho 6.2.2\n', { mode: 0o755 })
    const home = emptyFolder()
    mkdirSync(join(home, '.config/Insomnia'), { recursive: true })
    const { text } = await run(['doctor'], { env: { PATH: `${bin}:/bin:/usr/bin`, HOME: home } })
    expect(text).toMatch(/ok {2}Newman +6\.2\.2/)
    expect(text).toMatch(/ok {2}Insomnia +plugins go into .*plugins/)
  })
})
