import { parseAst } from 'rolldown/parseAst'
import { expect, it } from 'vitest'
import { blocks } from './blocks.js'

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
