import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { makeProgram } from '../../../packages/cli/dist/program.js'
import { blocks, commandsOf } from './blocks.js'
import { root } from './pages.js'

const lines = blocks.flatMap((block) => commandsOf(block).map((line) => ({ page: block.page, line })))
const program = makeProgram({ ...process }, { status: 0 })
const { scripts } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'))

const ofOurs = lines.flatMap(({ page, line }) =>
  [...line.matchAll(/(?<!\bnpm view)(?:^|\s|\()countersign ([a-z]+)\b([^|;&]*)/g)].map(
    ([, name = '', rest = '']) => ({
      page,
      name,
      options: [...rest.matchAll(/(?<=\s)--[a-z][a-z-]*/g)].map(([option]) => option),
    }),
  ),
)

it('every countersign command of README and docs exists, with its options', () => {
  expect(ofOurs.length).toBeGreaterThan(30)
  for (const { page, name, options } of ofOurs) {
    const command = program.commands.find((one) => one.name() === name || one.aliases().includes(name))
    const known = command?.options.map(({ long }) => long) ?? []
    if (page === 'docs/command-line.md' && name === 'vrify') continue
    expect(command, `${page}: countersign ${name}`).toBeDefined()
    expect([...known, '--help'], `${page}: countersign ${name}`).toEqual(expect.arrayContaining(options))
  }
})

it('every script of the root that README and docs name exists', () => {
  const named = [...new Set(lines.flatMap(({ line }) => line.match(/(?<=pnpm@12\.21\.0 )[a-z:0-9]+/g) ?? []))]
  expect(named).toContain('cli:install')
  for (const name of named) expect([...Object.keys(scripts), 'install']).toContain(name)
})
