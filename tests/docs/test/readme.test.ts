import { providers } from '@countersign/core'
import { schemeModules } from '@countersign/schemes'
import { expect, it } from 'vitest'
import { TOOLS } from '../../../packages/cli/dist/commands/generate/tools.js'
import { anchorsOf, pages, withoutCode } from './pages.js'

// Adults read 238 words of English a minute, silently: https://doi.org/10.1016/j.jml.2019.104047
const WORDS_PER_MINUTE = 238

it('README.md reads in three minutes, tables and code aside', () => {
  const prose = withoutCode(pages.get('README.md') ?? '')
    .split('\n')
    .filter((line) => !/^(\||!\[|<!--)/.test(line))
    .join('\n')
    .replace(/\]\([^)]*\)/g, ']')
  expect((prose.match(/[A-Za-z0-9][\w'.-]*/g) ?? []).length).toBeLessThan(3 * WORDS_PER_MINUTE)
})

it('every provider, scheme and tool has a page, and no page is of one that is gone', () => {
  const below = (folder: string) =>
    [...pages.keys()].filter((page) => page.startsWith(`docs/${folder}/`)).sort()
  expect(below('providers')).toEqual(providers.map(({ id }) => `docs/providers/${id}.md`).sort())
  const modules = Object.values(schemeModules).map(({ module }) => module.replace('@countersign/', ''))
  expect(below('schemes')).toEqual([...new Set(modules)].map((name) => `docs/${name}.md`).sort())
  for (const tool of TOOLS) expect(anchorsOf(pages.get('docs/generate.md') ?? '')).toContain(tool)
  for (const tool of ['postman', 'insomnia', 'k6', 'command-line', 'gateway', 'runtimes'])
    expect(pages.get('README.md')).toMatch(new RegExp(`\\(docs/${tool}\\.md[)#]`))
})
