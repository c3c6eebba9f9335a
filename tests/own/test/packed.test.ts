import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, inject, it } from 'vitest'
import { empty, spawned } from './own.js'

const modules = join(inject('installed'), 'node_modules')
const scoped = readdirSync(join(modules, '@countersign')).map((name) => `@countersign/${name}`)

interface Manifest {
  readonly exports?: Readonly<Record<string, unknown>>
  readonly dependencies?: Readonly<Record<string, string>>
}

describe.each([...scoped, 'countersign', 'insomnia-plugin-countersign'])('the tarball of %s', (name) => {
  const folder = join(modules, name)
  const { exports = {}, dependencies = {} }: Manifest = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  )

  it('holds every file that its exports name', () => {
    const targets = (value: unknown): string[] =>
      typeof value === 'string' ? [value] : Object.values(value as object).flatMap(targets)
    const named = targets(exports).filter((path) => !path.includes('*'))
    expect(named.filter((path) => !existsSync(join(folder, path)))).toEqual([])
  })

  it('names its dependencies by versions, as a registry takes them', () => {
    expect(Object.values(dependencies).filter((range) => /:/.test(range))).toEqual([])
  })

  it('can be imported', async () => {
    // k6's modules are in k6 only.
    const keys = Object.keys(exports).filter(
      (key) => !key.includes('*') && !(name.endsWith('/k6') && key === '.'),
    )
    const specifiers = keys.map((key) => `${name}${key.slice(1)}`).filter((one) => !one.endsWith('.json'))
    const cwd = empty('import')
    writeFileSync(join(cwd, 'import.mjs'), specifiers.map((one) => `import '${one}'`).join('\n'))
    expect(await spawned(process.execPath, ['import.mjs'], cwd)).toEqual({ code: 0, text: '' })
  })
})
