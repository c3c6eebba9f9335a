import { expect, it } from 'vitest'
import { pages, withoutCode } from './pages.js'

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
