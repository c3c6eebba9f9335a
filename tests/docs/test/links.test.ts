import { existsSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'
import { anchorsOf, pages, root, withoutCode } from './pages.js'

/** What a page links to on this machine: a file from the root, and perhaps a heading in it. */
function linksOf(page: string, text: string) {
  const prose = withoutCode(text).replace(/`[^`\n]*`/g, '')
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => {
      const [path = '', anchor] = target.split('#')
      return { target, file: path === '' ? page : normalize(join(dirname(page), path)), anchor }
    })
}

describe.each([...pages])('%s', (page, text) => {
  it('links to files and headings that exist', () => {
    const broken = linksOf(page, text).filter(({ file, anchor }) => {
      if (!existsSync(root + file)) return true
      const linked = pages.get(file)
      return anchor !== undefined && linked !== undefined && !anchorsOf(linked).has(anchor)
    })
    expect(broken.map(({ target }) => target)).toEqual([])
  })
})

it('every page can be reached from the README', () => {
  expect([...pages.keys()].filter((page) => !reachable().has(page))).toEqual([])
})

function reachable(found = new Set(['README.md'])): Set<string> {
  for (const page of found)
    for (const { file } of linksOf(page, pages.get(page) ?? '')) if (pages.has(file)) found.add(file)
  // GitHub shows it to whoever opens an issue or a pull request.
  return found.add('CONTRIBUTING.md')
}
