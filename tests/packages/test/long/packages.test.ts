import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, it } from 'vitest'
import { ran } from '../packages.js'

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), 'countersign-packages-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

/** The command of the page, and its folder. */
const [, COMMAND = ''] =
  /^npx -y pnpm@12\.21\.0 (packages \S+)$/m.exec(readFileSync(join(root, 'docs/runtimes.md'), 'utf8')) ?? []

const PROGRAM = `
import { createSigner, inqud } from '@countersign/core'
import { webcryptoHost } from '@countersign/hosts/webcrypto'
const settings = (name) => ({ INQUD_TOKEN_ID: 'TKN-1', INQUD_TOKEN_SECRET: 'a secret' })[name]
const signer = createSigner({ providers: [inqud], settings, host: webcryptoHost(crypto) })
const { provider } = await signer.apply({ method: 'GET', url: 'https://api.inqud.com/v1/user', headers: [], body: new Uint8Array() })
console.log(provider.id)
`

it('packs all packages into a folder, and the line that it prints installs what signs', async () => {
  // The program is nowhere near the clone.
  const [clone, cwd] = [join(scratch, 'clone'), join(scratch, 'work/of/mine/program')]
  for (const folder of [clone, cwd]) mkdirSync(folder, { recursive: true })
  const env = { HOME: process.env.HOME ?? '', INIT_CWD: clone, CI: 'true' }
  const words = ['-y', 'pnpm@12.21.0', '--dir', root, ...COMMAND.split(' ')]
  const packed = await ran('npx', words, clone, env)
  expect(packed.code, packed.text).toBe(0)
  const line = /^ {2}npm install (.*)$/m.exec(packed.text)?.[1] ?? ''
  writeFileSync(join(cwd, 'package.json'), '{ "private": true, "type": "module" }\n')
  writeFileSync(join(cwd, 'program.js'), PROGRAM)
  // A registry that is not there: no name of ours is asked of one.
  const flags = ['--no-audit', '--no-fund', '--@countersign:registry=http://127.0.0.1:9']
  const installed = await ran('npm', ['install', ...flags, ...line.split(' ')], cwd, env)
  expect(installed.code, installed.text).toBe(0)
  expect(await ran(process.execPath, ['program.js'], cwd)).toEqual({ code: 0, text: 'inqud\n' })
})
