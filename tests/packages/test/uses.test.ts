import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { needK6 } from '@countersign/tools-k6'
import { describe, expect, it } from 'vitest'
import { CLEAN, compiled, type Version } from './compile.js'
import { empty, isForK6, packages, ran } from './packages.js'

const all = packages.flatMap(({ modules }) => modules)
const inNode = all.filter((module) => !isForK6(module))

describe('in Node', () => {
  it('every module can be imported', async () => {
    const cwd = empty('import')
    writeFileSync(join(cwd, 'import.mjs'), inNode.map((one) => `import '${one}'`).join('\n'))
    expect(await ran(process.execPath, ['import.mjs'], cwd)).toEqual({ code: 0, text: '' })
  })

  it('every module can be required, without a warning', async () => {
    const cwd = empty('require')
    writeFileSync(join(cwd, 'require.cjs'), inNode.map((one) => `require('${one}')`).join('\n'))
    expect(await ran(process.execPath, ['require.cjs'], cwd)).toEqual({ code: 0, text: '' })
  })

  it('the plugin is loaded by require alone, as by an old Node', async () => {
    const cwd = empty('plugin')
    const words = [
      '--no-experimental-require-module',
      '-p',
      "Object.keys(require('insomnia-plugin-countersign'))",
    ]
    expect((await ran(process.execPath, words, cwd)).text).toContain('requestHooks')
  })
})

it('docs/runtimes.md names the oldest TypeScript', () => {
  expect(readFileSync(new URL('../../../docs/runtimes.md', import.meta.url), 'utf8')).toContain(
    `TypeScript ${OLDEST} and newer`,
  )
})

const OLDEST = '5.4.5'

it.each([
  [`${OLDEST}, the oldest that is supported`, 'nodenext', 'nodenext'],
  ['7.0.2', 'esnext', 'bundler'],
] as const)(
  'TypeScript %s: every module is strict in module %s',
  async (version, module, moduleResolution) => {
    expect(await compiled(version.slice(0, 5) as Version, all, module, moduleResolution)).toEqual(CLEAN)
  },
)

describe('the command line', () => {
  it('npx countersign runs the one that is installed, and writes the plugin to copy', async () => {
    const cwd = empty('cli')
    const npx = (...words: string[]) =>
      ran('npx', ['--no', '--', 'countersign', ...words], cwd, { npm_config_update_notifier: 'false' })
    expect(await npx('--version')).toEqual({ code: 0, text: `${packages[0]?.manifest.version}\n` })
    const { text } = await npx('generate', 'insomnia', '--plugin', 'plugin')
    expect(text.trim().split('\n').sort()).toEqual(
      ['LICENSE', 'README.md', 'THIRD-PARTY.txt', 'icon.svg', 'package.json', 'plugin.js'].map((name) =>
        join('plugin', name),
      ),
    )
  })
})

const k6 = await needK6().catch((thrown: Error) => {
  console.warn(`SKIPPED: the module in k6. ${thrown.message}`)
  return undefined
})

it.skipIf(!k6)('k6 runs the module of its tarball', async () => {
  const cwd = empty('k6')
  const { folder } = packages.find(({ name }) => name === '@countersign/k6') as { folder: string }
  cpSync(join(folder, 'dist/inqud.js'), join(cwd, 'countersign.js'))
  const test = `import { countersign } from './countersign.js'
    const inqud = countersign.sync('inqud', { tokenId: 'TKN-1', tokenSecret: 'throwaway' })
    export default function () {
      const { params } = inqud.sign('GET', 'https://api.inqud.com/v1/x', null)
      console.log(Object.keys(params.headers).join())
    }`
  writeFileSync(join(cwd, 'test.js'), test)
  const { code, text } = await ran(k6 as string, ['run', '--address', '', '--no-color', 'test.js'], cwd)
  expect({ code, text }).toMatchObject({ code: 0 })
  expect(text).toMatch(/x-token-api/i)
})
