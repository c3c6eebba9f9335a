import { cpSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { readConfig } from '../tools/pack/config.mjs'

/** Copies README and docs to where VitePress reads them, and writes the list of pages for its sidebar. */
export function writePages(root, pages) {
  const { repository } = readConfig()
  const files = ['README.md', 'CHANGELOG.md', 'SECURITY.md', ...filesIn(root, 'docs')]
  for (const file of files) {
    const to = join(pages, pageOf(file))
    mkdirSync(dirname(to), { recursive: true })
    if (!file.endsWith('.md')) cpSync(join(root, file), to)
    else writeFileSync(to, pageText(readFileSync(join(root, file), 'utf8'), file, new Set(files), repository))
  }
  const titles = files
    .filter((file) => file.endsWith('.md'))
    .map((file) => ({ link: linkOf(file), text: titleOf(root, file) }))
  writeFileSync(join(pages, 'titles.json'), JSON.stringify(titles))
}

const filesIn = (root, folder) =>
  readdirSync(join(root, folder), { recursive: true })
    .map((name) => posix.join(folder, name.replaceAll('\\', '/')))
    .filter((path) => statSync(join(root, path)).isFile())

const pageOf = (file) => (file === 'README.md' ? 'index.md' : file)
const linkOf = (file) => `/${pageOf(file).replace(/(index)?\.md$/, '')}`
const titleOf = (root, file) => /^# (.*)$/m.exec(readFileSync(join(root, file), 'utf8'))?.[1] ?? file

const LINK = /(!?)\[([^\]]*)\]\(([^)\s]+)\)/g

/** A link to what is no page leads to the repository, or is its text alone while the repository has no address. */
export const pageText = (text, file, files, repository) =>
  text.replace(LINK, (whole, mark, label, target) => {
    if (mark || /^(https?:|mailto:|#)/.test(target)) return whole
    const [path, fragment] = target.split('#')
    const at = posix.normalize(posix.join(posix.dirname(file), path))
    if (!files.has(at)) return repository ? `[${label}](${repository}/blob/main/${at})` : label
    const page = posix.relative(posix.dirname(pageOf(file)), pageOf(at))
    return `[${label}](${page}${fragment === undefined ? '' : `#${fragment}`})`
  })
