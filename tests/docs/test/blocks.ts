import { pages, readmes } from './pages.js'

export interface Block {
  readonly page: string
  readonly language: string
  readonly text: string
}

/** All fenced blocks of pages, those in lists too. */
const blocksOf = (texts: Iterable<readonly [string, string]>): Block[] =>
  [...texts].flatMap(([page, markdown]) =>
    [...markdown.matchAll(/^( *)```(\w*)\n([\s\S]*?)^\1```$/gm)].map(
      ([, indent = '', language = '', text = '']) => ({
        page,
        language,
        text: text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
      }),
    ),
  )

/** Those of the README, its neighbours, docs, and the packages' READMEs. */
export const blocks: readonly Block[] = blocksOf([...pages, ...readmes])

/** The commands of a block, each on one line; a console's outputs are left out. */
export function commandsOf({ language, text }: Pick<Block, 'language' | 'text'>): string[] {
  const joined = text.replace(/\\\n\s*/g, '').split('\n')
  const lines = language === 'console' ? joined.filter((line) => line.startsWith('$ ')) : joined
  return lines.map((line) => line.replace(/^\$ /, '').replace(/\s+#\s.*$/, '')).filter((line) => line !== '')
}
