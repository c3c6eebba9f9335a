import { findK6 } from '@countersign/tools-k6'
import { expect, it, vi } from 'vitest'
import { consoleBlocks, pattern } from '../../../../packages/cli/test/console.js'
import { type Block, commandsOf } from '../blocks.js'
import { folder } from '../reader.js'
import { ranAll, take } from '../take.js'

// Each starts a dozen programs, perhaps on a busy machine.
vi.setConfig({ testTimeout: 180_000 })

const README = 'README.md'

/** Settings of one line are the next line's. */
const isShellSession = ({ text }: Block) => text.includes('set -a')

it('README.md reaches a signed request in each tool, in one empty folder', async () => {
  const reader = await folder()
  const [console_, ...others] = [
    take(README, '$ countersign sandbox'),
    take(README, 'countersign generate postman'),
    take(README, 'countersign generate insomnia'),
    take(README, 'countersign generate k6'),
    take(README, 'countersign gateway'),
  ]
  for (const { command, output } of consoleBlocks(`\`\`\`console\n${console_?.text}\`\`\``))
    expect(`${await reader.succeeds(command)}\n`, command).toMatch(startsAs(output))
  for (const block of others) {
    if (isShellSession(block) && !findK6()) {
      console.warn('SKIPPED: the README in k6. There is no k6 here.')
      continue
    }
    const commands = commandsOf(block)
    for (const command of isShellSession(block) ? [commands.join('\n')] : commands) {
      const output = await reader.succeeds(command)
      if (/\bcurl\b/.test(command)) expect(output).toContain('"ok":true')
      if (command.includes('k6 run')) expect(output).toMatch(/checks +[1-9]\d* passed, 0 failed/)
    }
  }
})

/** What is shown may stop before the output ends, and the line that says what is being started is not shown. */
const startsAs = (lines: readonly string[]) =>
  new RegExp(`^(?:countersign: .*\\n)*${pattern(lines).source.slice(1, -1)}`)

ranAll(import.meta.url)
