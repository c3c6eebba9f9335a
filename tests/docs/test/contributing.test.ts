import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { pages, root } from './pages.js'

/** The folders that git knows: those of the root, and each package or kind of test by itself. */
function folders(): string[] {
  const files = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).split('\n')
  const found = files.flatMap((file) => {
    const [top = '', second, third] = file.split('/')
    if (second === undefined || top.startsWith('.')) return []
    return third !== undefined && (top === 'packages' || top === 'tests') ? [`${top}/${second}`] : [top]
  })
  return [...new Set(found)].filter((folder) => folder !== 'packages' && folder !== 'tests')
}

it('docs/contributing.md has a row for each folder', () => {
  const [, table = ''] =
    /## What each folder is\n([\s\S]*?)\n## /.exec(pages.get('docs/contributing.md') ?? '') ?? []
  const named = [...table.matchAll(/^\| ([^|]+) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name),
  )
  for (const folder of folders()) expect(named).toContain(folder)
})
