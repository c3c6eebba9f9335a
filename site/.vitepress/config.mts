import { readFileSync } from 'node:fs'
import { defineConfig, type MarkdownRenderer } from 'vitepress'

interface Page {
  readonly link: string
  readonly text: string
}

const titles: readonly Page[] = JSON.parse(
  readFileSync(new URL('../pages/titles.json', import.meta.url), 'utf8'),
)

const under = (folder: string) =>
  titles.filter(({ link }) => link.startsWith(folder) && !link.slice(folder.length).includes('/'))

const index = readFileSync(new URL('../pages/api/index.md', import.meta.url), 'utf8')

/** The packages of the API reference, as its index lists them. */
const packages = [...index.matchAll(/\[(@[^\]]+)\]\(([^)]+)index\.md\)/g)].map(([, text, link]) => ({
  text,
  link: `/api/${link}`,
}))

/** Pages are templates for Vue, which must not take the braces of other tools' variables for its own. */
function keepBraces({ renderer, utils }: MarkdownRenderer): void {
  const kept = (text: string) => utils.escapeHtml(text).replaceAll('{{', '&#123;&#123;')
  renderer.rules.text = (tokens, index) => kept(tokens[index]?.content ?? '')
  renderer.rules.code_inline = (tokens, index) => `<code>${kept(tokens[index]?.content ?? '')}</code>`
}

export default defineConfig({
  title: 'Countersign',
  description: 'Signs and encrypts API requests in the tools people already use.',
  srcDir: 'pages',
  outDir: 'dist',
  cleanUrls: true,
  // Braces at the end of a cell are the text of a message, not attributes of the cell.
  markdown: { config: keepBraces, attrs: { disable: true } },
  themeConfig: {
    outline: [2, 3],
    search: { provider: 'local' },
    nav: [
      { text: 'Docs', link: '/docs/command-line' },
      { text: 'API', link: '/api/' },
      { text: 'Changelog', link: '/CHANGELOG' },
    ],
    sidebar: [
      {
        text: 'Countersign',
        items: [...under('/').filter(({ link }) => link !== '/CHANGELOG'), ...under('/docs/')],
      },
      { text: 'Providers', collapsed: true, items: under('/docs/providers/') },
      { text: 'Schemes', collapsed: true, items: under('/docs/schemes/') },
      { text: 'API reference', link: '/api/', collapsed: true, items: packages },
    ],
  },
})
