/** A command of a document's ```console block and the lines under it. */
export interface Shown {
  readonly command: string
  readonly output: readonly string[]
}

/** All commands of all ```console blocks of a Markdown text, in their order. */
export function consoleBlocks(markdown: string): Shown[] {
  const blocks = [...markdown.matchAll(/^```console\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block)
  return blocks.flatMap((block) =>
    block
      .split(/^\$ /m)
      .slice(1)
      .map((part) => {
        const [command = '', ...output] = part.trimEnd().split('\n')
        return { command, output }
      }),
  )
}

/** What an output must match: `…` in a line is anything on it, and a line of `…` alone is any lines. */
export function pattern(lines: readonly string[]): RegExp {
  const parts = lines.map((line) => {
    if (line.trim() === '…') return '(?:.*\\n)*'
    return `${line.split('…').map(escaped).join('.*')}\\n`
  })
  return new RegExp(`^${parts.join('')}$`)
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
