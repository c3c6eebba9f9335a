import type { CommandSpec } from '../../command.js'
import { providersOf } from '../../providers.js'

export const completion: CommandSpec = {
  name: 'completion',
  description: 'print a script that completes commands, options and their values in a shell',
  arguments: [{ name: '<shell>', about: 'the shell', choices: ['bash', 'zsh', 'fish'] }],
  examples: [
    ['bash, in ~/.bashrc', 'source <(countersign completion bash)'],
    ['zsh, in a folder of $fpath', 'countersign completion zsh > ~/.zfunc/_countersign'],
    ['fish', 'countersign completion fish > ~/.config/fish/completions/countersign.fish'],
  ],
  async run({ args: [shell], io, program }) {
    const { completionFor } = await import('./shells.js')
    io.stdout.write(completionFor(shell, program, providersOf(io)))
    return 0
  },
}
