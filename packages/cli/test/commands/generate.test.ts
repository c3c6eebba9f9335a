import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { providers, settingName, settingsOf } from '@countersign/core'
import { describe, expect, it } from 'vitest'
import { main } from '../../src/main.js'
import { emptyFolder, run } from '../run.js'

const TOOLS = ['postman', 'newman', 'insomnia', 'k6', 'k6-operator', 'github-actions']

/** Every setting of every provider, each with another value. */
const NAMES = providers.flatMap((one) => settingsOf(one).map(({ name }) => settingName(one.id, name)))
const SECRETS = Object.fromEntries(NAMES.map((name, n) => [name, `value-of-somebody-${n}-${name.length}`]))

const LICENCES = 'THIRD-PARTY.txt'

const readJson = (...path: string[]) => JSON.parse(readFileSync(join(...path), 'utf8'))

/** The program inside this process; what it says on each stream. */
async function call(args: readonly string[], env = {}) {
  const said = { stdout: '', stderr: '' }
  const stream = (name: keyof typeof said) => ({
    write(text: string) {
      said[name] += text
      return true
    },
  })
  const io = { env, stdin: undefined, stdout: stream('stdout'), stderr: stream('stderr') }
  const status = await main(args, io as never)
  return { status, ...said }
}

const listed = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

describe('countersign generate', () => {
  it.each(TOOLS)('%s: all providers, in a folder that is made, without a secret', async (tool) => {
    const cwd = emptyFolder()
    const lines = Object.entries(SECRETS).map((pair) => pair.join('='))
    writeFileSync(join(cwd, '.env'), lines.join('\n'))
    const { status, stderr, text } = await run(['generate', tool, '--out', 'deep/er'], { cwd, env: SECRETS })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    const files = listed(join(cwd, 'deep'))
    expect(
      text
        .trim()
        .split('\n')
        .map((file) => join(cwd, file))
        .sort(),
    ).toEqual(files.sort())
    for (const file of files) expect(readFileSync(file, 'utf8')).not.toContain('value-of-somebody')
    for (const { id } of providers) expect(files.some((file) => file.includes(`${id}.`))).toBe(true)
  })

  it.each([
    // Its script hashes by the tool's own crypto-js, so nothing of others is in it.
    ['postman', ['inqud.postman_collection.json', 'inqud.postman_environment.json']],
    ['newman', ['inqud.postman_collection.json', 'inqud.postman_environment.json', 'package.json']],
    ['insomnia', ['inqud.insomnia.yaml', 'inqud.pre-request.js', LICENCES]],
    ['k6', ['inqud.k6.js', 'inqud.k6.ts', 'countersign.js', 'countersign.d.ts']],
  ])('%s: one provider, by the names of the tool', async (tool, names) => {
    const out = join(emptyFolder(), 'out')
    const { status, stdout } = await call(['generate', tool, 'inqud', 'inqud', '--out', out])
    expect(status).toBe(0)
    expect(stdout.trim().split('\n')).toEqual(names.map((name) => join(out, name)))
    expect(readdirSync(out).sort()).toEqual([...names].sort())
  })

  it('lists with --dry-run, and makes not even the folder', async () => {
    const out = join(emptyFolder(), 'out')
    const { status, stdout } = await call(['generate', 'postman', '--out', out, '--dry-run'])
    expect(status).toBe(0)
    expect(stdout.trim().split('\n')).toHaveLength(2 * providers.length + 1)
    expect(existsSync(out)).toBe(false)
  })

  it.each([
    [['generate', '--out', 'x'], /missing required argument 'tool'/],
    [
      ['generate', 'soapui', '--out', 'x'],
      /no tool "soapui"; there are postman, newman, insomnia, k6, k6-operator, github-actions/,
    ],
    [['generate', 'toString', '--out', 'x'], /no tool "toString"/],
    [
      ['generate', 'postman', 'stripe', '--out', 'x'],
      /no provider "stripe"; there are imburse, inqud, sendpayments, mastercard/,
    ],
    [['generate', 'postman'], /--out FOLDER is missing: the folder to write into\. See --help/],
    [['generate', 'insomnia'], /--plugin FOLDER for the plugin, --out FOLDER for what to import/],
    [['generate', 'postman', '--out', 'x', '--openapi', 'x.json'], /--openapi goes with one provider/],
    [['generate', 'k6', '--plugin', 'DIR'], /--plugin is for insomnia/],
  ])('%j is a wrong use', async (args, message) => {
    const { status, stderr } = await call(args)
    expect(status).toBe(2)
    expect(stderr).toMatch(message)
  })
})

describe('existing files', () => {
  it('licences are added to those of an earlier run, and nothing to a file that is not ours', async () => {
    const out = emptyFolder()
    const text = () => readFileSync(join(out, LICENCES), 'utf8')
    for (const provider of ['sendpayments', 'mastercard'])
      expect(await call(['generate', 'postman', provider, '--out', out])).toMatchObject({ status: 0 })
    expect(text().match(/^@noble\/\w+/gm)).toEqual(['@noble/ciphers', '@noble/hashes'])
    writeFileSync(join(out, LICENCES), 'mine')
    expect(await call(['generate', 'postman', 'mastercard-oauth', '--out', out])).toMatchObject({ status: 1 })
    expect(text()).toBe('mine')
  })

  const workflow = ['generate', 'github-actions', 'inqud', '--out']

  it('is kept, and nothing else is written; --force writes over it', async () => {
    const out = emptyFolder()
    writeFileSync(join(out, 'package.json'), 'mine')
    const refused = await call(['generate', 'newman', '--out', out])
    expect(refused.status).toBe(1)
    expect(refused.stderr).toMatch(
      /Nothing is written: .*package\.json already exists\. Use --force to overwrite/,
    )
    expect(readdirSync(out)).toEqual(['package.json'])
    expect((await call(['generate', 'newman', '--out', out, '--force'])).status).toBe(0)
    expect(readJson(out, 'package.json').scripts['test:inqud']).toMatch(/^newman run inqud\.postman_coll/)
    expect(listed(out).filter((file) => file.endsWith('.new'))).toEqual([])
  })

  it('another provider is added to the folder of the first, whose module it shares', async () => {
    const out = emptyFolder()
    for (const provider of ['inqud', 'imburse'])
      expect(await call(['generate', 'k6', provider, '--out', out])).toMatchObject({ status: 0 })
    expect(readdirSync(out)).toEqual(
      expect.arrayContaining(['countersign.js', 'imburse.k6.js', 'inqud.k6.js']),
    )
    writeFileSync(join(out, 'countersign.js'), 'mine')
    const { status, stderr } = await call(['generate', 'k6', 'mastercard', '--out', out])
    expect({ status, stderr }).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/countersign\.js already exists/),
    })
    expect(readdirSync(out)).not.toContain('mastercard.k6.js')
  })

  it.each([
    ['a folder', (path: string) => mkdirSync(path), 'a folder'],
    ['a link to a file', (path: string) => symlinkSync(join(emptyFolder(), 'secret'), path), 'a link'],
  ])(
    '%s in the place of a file is refused, with --force too',
    { tags: ['posix'] },
    async (_what, put, kind) => {
      const out = emptyFolder()
      put(join(out, 'inqud.k6.js'))
      for (const more of [[], ['--force']]) {
        const { status, stderr } = await call([...workflow, out, ...more])
        expect(status).toBe(1)
        expect(stderr).toMatch(new RegExp(`Nothing is written: .*inqud\\.k6\\.js is ${kind}`))
        expect(readdirSync(out)).toEqual(['inqud.k6.js'])
      }
    },
  )

  it('is not left by a link on the way', { tags: ['posix'] }, async () => {
    const [out, elsewhere] = [emptyFolder(), emptyFolder()]
    symlinkSync(elsewhere, join(out, '.github'))
    const { status, stderr } = await call([...workflow, out, '--force'])
    expect({ status, stderr }).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/\.github is a link/),
    })
    expect([readdirSync(out), readdirSync(elsewhere)]).toEqual([['.github'], []])
  })

  // Linux makes no folder in /proc for anybody, root included, and says that there is no such file.
  it.skipIf(process.platform !== 'linux')('is named where the system makes no folder', async () => {
    const { status, stderr } = await call(['generate', 'k6', 'inqud', '--out', '/proc/a/b'])
    expect(status).toBe(1)
    expect(stderr).toContain('Nothing is written: /proc/a: no folder can be made there. Name another one.')
  })

  it('a file in the place of the folder is named', async () => {
    const out = join(emptyFolder(), 'file')
    writeFileSync(out, '')
    const { status, stderr } = await call([...workflow, out])
    expect({ status, stderr }).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/file is a file, not a/),
    })
  })
})
