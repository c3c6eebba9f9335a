import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, it } from 'vitest'
import { ran } from './packages.js'

const program = fileURLToPath(new URL('../../../tools/install.mjs', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'countersign-install-'))
afterAll(() => rmSync(folder, { recursive: true }))
writeFileSync(join(folder, 'file'), '')

it.each([
  [
    'a folder that cannot be written',
    ['--prefix', 'file/below'],
    `${join(folder, 'file')} cannot be written. Add --prefix DIR`,
  ],
  [
    'an empty folder name, as of a variable that is not set',
    ['--prefix', ''],
    '--prefix takes a folder, as in',
  ],
  ['an option that does not exist', ['--global'], "Unknown option '--global'"],
  ['a folder without its option', ['there'], "Unexpected argument 'there'"],
])('cli:install refuses %s before it builds', async (_, words, message) => {
  const { code, text } = await ran(process.execPath, [program, ...words], folder, { INIT_CWD: folder })
  expect(text).toContain(message)
  expect(text).not.toContain('Building')
  expect(code).toBe(1)
})

it("cli:install names npm's global folder if that cannot be written", async () => {
  const env = { INIT_CWD: folder, npm_config_prefix: join(folder, 'file') }
  const { code, text } = await ran(process.execPath, [program], folder, env)
  expect(text).toBe(
    `${join(folder, 'file')} cannot be written. Add --prefix DIR with a folder that is yours.\n`,
  )
  expect(code).toBe(1)
})
