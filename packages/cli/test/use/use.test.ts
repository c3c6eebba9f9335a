import { createHmac } from 'node:crypto'
import { chownSync, mkdirSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { emptyFolder, run, runProcess } from '../run.js'

const KEY = 'correct horse battery staple'

const provider = (id: string) => `
import { defineProvider } from '@countersign/core'
enum Header { signature = 'X-Signature' }
export default defineProvider<{ apiKey: string }>({
  id: '${id}',
  name: '${id.toUpperCase()}',
  hosts: ['${id}.example'],
  settings: [{ name: 'apiKey', about: 'the API key', required: true, secret: true, kind: 'text' }],
  setup: ({ apiKey = '' }) => ({ apiKey }),
  sign: ({ request, settings, host }) => ({
    headers: { [Header.signature]: host.hmac('SHA-256', settings.apiKey, [request.body], 'hex') },
  }),
})
`

/** A folder with these files, which is a repository of its own. */
function folder(files: Readonly<Record<string, string>>): string {
  const path = emptyFolder()
  mkdirSync(join(path, '.git'))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(path, name, '..'), { recursive: true })
    writeFileSync(join(path, name), text)
  }
  return path
}

const sign = (id: string, ...args: string[]) => [
  'sign',
  'POST',
  `https://${id}.example/v1`,
  '--body',
  'x',
  '--json',
  ...args,
]
const signature = createHmac('sha256', KEY).update('x').digest('hex')
const signed = [['X-Signature', signature]]

describe('the providers of --use', () => {
  const cwd = folder({ 'acme.ts': provider('acme'), 'my-bank.ts': provider('my-bank') })
  const env = { ACME_API_KEY: KEY, MY_BANK_API_KEY: KEY }

  test('sign, each with the settings of its id', async () => {
    const args = ['--use', 'acme.ts', '--use', 'my-bank.ts']
    const [acme, bank] = await Promise.all([
      run(sign('acme', ...args), { cwd, env }),
      run(sign('my-bank', ...args), { cwd, env }),
    ])
    expect([acme.json?.headers, bank.json?.headers], acme.stderr + bank.stderr).toEqual([signed, signed])
  })

  test('COUNTERSIGN_USE names them too', async () => {
    const { json, stderr } = await run(sign('acme'), {
      cwd,
      env: { ...env, COUNTERSIGN_USE: ['my-bank.ts', 'acme.ts'].join(delimiter) },
    })
    expect(json?.headers, stderr).toEqual(signed)
  })

  test('an error of a provider names its file and line, not a bug of ours', async () => {
    const failing = provider('acme').replace('host.hmac', '(host as any).mac')
    const cwd = folder({ 'acme.ts': failing })
    const { status, stderr } = await runProcess(sign('acme', '--use', 'acme.ts'), { cwd, env })
    expect(status).toBe(1)
    expect(stderr).toMatch(/acme\.ts:11: .*TypeError/)
    expect(stderr).not.toMatch(/bug in countersign/)
  })

  test('a secret is in no message of a file that cannot be loaded', async () => {
    const cwd = folder({
      'acme.ts': `throw new Error(process.env.ACME_API_KEY + ' and ' + process.argv.join(' '))`,
    })
    const typed = ['--set', `ACME_OTHER_KEY=${KEY} too`]
    const { stderr, status } = await runProcess(sign('acme', '--use', 'acme.ts', ...typed), { cwd, env })
    expect(status).toBe(1)
    expect(stderr).toContain('acme.ts:1: an error is thrown')
    expect(stderr).not.toContain(KEY)
  })

  test('a secret of theirs is in no message', async () => {
    const telling = provider('acme').replace('host.hmac', 'settings.apiKey.oops.hmac')
    const cwd = folder({
      'acme.ts': telling.replace('({ apiKey })', '({ apiKey: { get oops() { throw new Error(apiKey) } } })'),
    })
    const { stderr } = await run(sign('acme', '--use', 'acme.ts', '--set', `ACME_API_KEY=${KEY}`), { cwd })
    expect(stderr).toMatch(/command line/)
    expect(stderr).not.toContain(KEY)
  })
})

describe('countersign.config.json', () => {
  const isRoot = process.getuid?.() === 0

  const files = { 'sub/deep/x': '', 'schemes/acme.ts': provider('acme') }
  const config = '{ "use": ["schemes/acme.ts"] }'
  const env = { ACME_API_KEY: KEY }

  test('is found in a folder above, and named', async () => {
    const cwd = join(folder({ ...files, 'countersign.config.json': config }), 'sub/deep')
    const { json, stderr } = await run(sign('acme'), { cwd, env })
    expect(json?.headers, stderr).toEqual(signed)
    expect(stderr.replaceAll('\\', '/')).toContain(
      '../../countersign.config.json: uses ../../schemes/acme.ts',
    )
  })

  test('is not found above the repository, nor above the home folder', async () => {
    const outer = folder({ ...files, 'countersign.config.json': config, 'repo/.git/x': '', 'repo/a/x': '' })
    const [inRepo, atHome] = await Promise.all([
      run(sign('acme'), { cwd: join(outer, 'repo/a'), env }),
      run(sign('acme'), { cwd: join(outer, 'sub/deep'), env: { ...env, HOME: join(outer, 'sub') } }),
    ])
    for (const { status, stderr } of [inRepo, atHome]) {
      expect(status).toBe(1)
      expect(stderr).not.toContain('countersign.config.json')
    }
  })

  // Only root can give a file away.
  test.skipIf(!isRoot)('of another user is not read, and standard error says so', async () => {
    const cwd = folder({ ...files, 'countersign.config.json': config })
    chownSync(join(cwd, 'countersign.config.json'), 12345, 12345)
    const { status, stderr } = await run(sign('acme'), { cwd, env })
    expect(status).toBe(1)
    expect(stderr).toMatch(/countersign\.config\.json is not used: it belongs to another user/)
  })

  test('--use comes before it', async () => {
    const cwd = folder({ 'countersign.config.json': '{ "use": "missing.ts" }', 'acme.ts': provider('acme') })
    const { json, stderr } = await run(sign('acme', '--use', 'acme.ts'), { cwd, env })
    expect(json?.headers, stderr).toEqual(signed)
  })

  test.each([
    ['{ "use": 1 }', '"use" must be'],
    ['{ "uses": "a.ts" }', '"uses" is not known'],
    ['export default {}', 'it is not JSON'],
    ['[]', 'must hold an object'],
  ])('%s is refused', async (text, message) => {
    const { status, stderr } = await run(sign('acme'), {
      cwd: folder({ 'countersign.config.json': text }),
    })
    expect(status).toBe(1)
    expect(stderr).toContain(message)
  })
})
