import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { nodeOf, VERSIONS } from '../../../hosts/runtimes/test/other-nodes.js'
import { runtimes } from '../../../hosts/runtimes/test/runtimes.js'
import { CLEAN, compiled } from '../compile.js'
import { empty, isForK6, packages, ran } from '../packages.js'

const all = packages.flatMap(({ modules }) => modules)
const inNode = all.filter((module) => !isForK6(module))

it.each([
  ['5.4.5', 'esnext', 'bundler'],
  ['7.0.2', 'nodenext', 'nodenext'],
] as const)('TypeScript %s, module %s', async (version, module, moduleResolution) => {
  expect(await compiled(version, all, module, moduleResolution)).toEqual(CLEAN)
})

describe.each(VERSIONS)('Node %s', (version) => {
  it.each([
    ['import', 'mjs', (one: string) => `import '${one}'`],
    ['require', 'cjs', (one: string) => `require('${one}')`],
  ] as const)('%s of every module', async (name, ending, line) => {
    const cwd = empty(name)
    writeFileSync(join(cwd, `all.${ending}`), inNode.map(line).join('\n'))
    expect(await ran(nodeOf(version) ?? 'no such Node', [`all.${ending}`], cwd)).toEqual(CLEAN)
  })
})

// The builders run in Node alone: rolldown is a native addon of it.
const BUILDS = /\/bundle$|^countersign$|\/k6\/script$|^@countersign\/bundle$/
const noBuilders = inNode.filter((module) => !BUILDS.test(module))
const DENO = ['run', '--allow-all', '--node-modules-dir=manual']

it.each([
  ['Bun', 'run'],
  ['Deno', ...DENO],
])('%s imports every module that a program uses', async (name, ...words) => {
  const cwd = empty(name.toLowerCase())
  writeFileSync(join(cwd, 'all.mjs'), noBuilders.map((one) => `import '${one}'`).join('\n'))
  const path = runtimes.find((one) => one.name === name)?.path ?? `no ${name}`
  expect(await ran(path, [...words, 'all.mjs'], cwd)).toEqual(CLEAN)
})
