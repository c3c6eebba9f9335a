import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { parseAst } from 'rolldown/parseAst'
import { expect, it } from 'vitest'
import { blocks } from './blocks.js'
import { root } from './pages.js'

const LANGUAGES: Record<string, (text: string) => unknown> = {
  json: JSON.parse,
  js: (text) => parseAst(isPartOfAnObject(text) ? `({${text}})` : text, { lang: 'js' }),
  ts: (text) => parseAst(text, { lang: 'ts' }),
}

const isPartOfAnObject = (text: string) => /^\w+: \{/.test(text)

it('every block of JavaScript, TypeScript and JSON parses', () => {
  const parsed = blocks.filter(({ language }) => LANGUAGES[language])
  expect(parsed.length).toBeGreaterThan(10)
  for (const { page, language, text } of parsed)
    expect(() => LANGUAGES[language]?.(text), `${page}:\n${text}`).not.toThrow()
})

const IMPORT = /^import (?:type )?\{([^}]*)\} from '((?:@countersign|insomnia-plugin-countersign)[\w/-]*)'/gm
const imports = blocks.flatMap(({ page, text }) =>
  [...text.matchAll(IMPORT)].map(([, names = '', module = '']) => ({
    page,
    module,
    names: names.split(','),
  })),
)
/** The command line has every package. */
const { resolve } = createRequire(`${root}packages/cli/package.json`)

it('what the snippets of docs and of the packages import is there', async () => {
  expect(imports.length).toBeGreaterThan(15)
  for (const { page, module, names } of imports) {
    const found = await import(pathToFileURL(resolve(module)).href)
    const missing = names
      .map((name) => name.trim())
      .filter((name) => !/^type |^$/.test(name) && !(name in found))
    expect(missing, `${page}: ${module}`).toEqual([])
  }
})
