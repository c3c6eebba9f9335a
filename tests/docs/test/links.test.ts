import { existsSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'
import { anchorsOf, pages, readmes, root, withoutCode } from './pages.js'

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

it.each([...readmes])('%s links to nothing that is not in its tarball', (page, text) => {
  const packed = /^packages\/\w+/.exec(page)?.[0]
  const outside = linksOf(page, text).filter(
    ({ file }) => !file.startsWith(`${packed}/`) || !existsSync(root + file),
  )
  expect(outside.map(({ target }) => target)).toEqual([])
})

/** Code that names a file of the project: tests, for the most part. */
const namedIn = (page: string) =>
  [...(pages.get(page) ?? '').matchAll(/`((?:packages|tests)\/[\w./-]+)`/g)].map(([, path = '']) => path)

it.each(['SECURITY.md', 'docs/security.md'])('%s: each promise names tests that are there', (page) => {
  const text = pages.get(page) ?? ''
  const promises = text.split('\n\n| promise')[1]?.split('\n\n')[0]?.split('\n').slice(2) ?? []
  expect(promises.length).toBeGreaterThan(5)
  for (const row of promises) expect(row.split(' | ').at(-1)).toMatch(/`?[\w-]+\.test\.ts|test|tests/)
  expect(namedIn(page).filter((path) => !existsSync(root + path))).toEqual([])
})

it('every page can be reached from the README', () => {
  expect([...pages.keys()].filter((page) => !reachable().has(page))).toEqual([])
})

function reachable(found = new Set(['README.md'])): Set<string> {
  for (const page of found)
    for (const { file } of linksOf(page, pages.get(page) ?? '')) if (pages.has(file)) found.add(file)
  // GitHub shows them to whoever opens an issue or a pull request.
  for (const page of ['CONTRIBUTING.md', 'CODE_OF_CONDUCT.md']) found.add(page)
  return found
}
