import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../../', import.meta.url))

const textsOf = (paths: readonly string[]) =>
  new Map(paths.map((path) => [path, readFileSync(root + path, 'utf8')]))

/** Path from the root → text of the README, its neighbours and every page below docs. */
export const pages = textsOf([
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...markdownOf('docs/'),
])

/** The same for the READMEs of the packages. */
export const readmes = textsOf(
  readdirSync(`${root}packages`)
    .map((name) => `packages/${name}/README.md`)
    .filter((path) => existsSync(root + path)),
)

function markdownOf(folder: string): string[] {
  return readdirSync(root + folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return entry.name.startsWith('.') ? [] : markdownOf(`${folder}${entry.name}/`)
    return entry.name.endsWith('.md') ? [`${folder}${entry.name}`] : []
  })
}

/** The ids of a page's headings, as GitHub makes them. */
export function anchorsOf(markdown: string): Set<string> {
  const seen = new Map<string, number>()
  const headings = [...withoutCode(markdown).matchAll(/^#{1,6} (.*)$/gm)]
  return new Set(
    headings.map(([, heading = '']) => {
      const slug = heading
        .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
        .toLowerCase()
        .replace(/[^\p{L}\p{N}_ -]/gu, '')
        .replaceAll(' ', '-')
      const before = seen.get(slug) ?? 0
      seen.set(slug, before + 1)
      return before ? `${slug}-${before}` : slug
    }),
  )
}

export const withoutCode = (markdown: string) => markdown.replace(/^```[\s\S]*?^```$/gm, '')
