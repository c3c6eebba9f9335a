import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { newProvider } from '../../src/commands/new/index.js'
import { KINDS } from '../../src/commands/new/kinds.js'
import { has } from '../has.js'
import { emptyFolder, run } from '../run.js'

const silent = { env: {}, stdin: process.stdin, stdout: { write() {} }, stderr: { write() {} } } as never
const out = emptyFolder()
const write = (name: string, like: string, force = false) => newProvider(name, { like, out, force }, silent)

it('each kind passes its test as it is written, in an empty folder', async () => {
  for (const kind of KINDS) write(`My ${kind}`, kind)
  const files = KINDS.map((kind) => `my-${kind}.ts`)
  const { status, text, stderr } = await run(['test', ...files], { cwd: out })
  expect(text.match(/^ok {4}(Node|portable) /gm), text + stderr).toHaveLength(2 * KINDS.length)
  expect(status).toBe(0)
})

it.skipIf(!has('openssl', ['version']))(
  'the value of each vector is what the command above it prints',
  () => {
    const commands = ['hmac', 'query', 'token'].map((kind) => {
      const text = readFileSync(join(out, `my-${kind}.ts`), 'utf8')
      const [, command = ''] = /^\/\/ (printf .*)$/m.exec(text) ?? []
      const printed = execFileSync('bash', ['-c', command], { encoding: 'utf8' })
      const value = printed.trim().split(' ').at(-1) as string
      expect(text.split(value)).toHaveLength(2)
      return value
    })
    expect(commands.every((value) => value.length > 30)).toBe(true)
  },
)

it('what cannot be written is refused', () => {
  expect(() => write('My hmac', 'hmac')).toThrow(/exists already/)
  expect(() => write('My hmac', 'hmac', true)).not.toThrow()
  expect(() => write('acme', 'hamc')).toThrow(/"hamc".*hmac, query, token, jws/)
  expect(() => write('Imburse', 'hmac')).toThrow(/"imburse" already/)
  for (const name of ['1st', 'a/b', '../x', 'é', ' ', 'countersign'])
    expect(() => write(name, 'hmac'), name).toThrow(/not a name/)
})
