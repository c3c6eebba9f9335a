import type { CommandSpec } from '../../command.js'
import { USE } from '../../use/option.js'

export const completion: CommandSpec = {
  name: 'completion',
  description: 'print a script that completes commands, options and their values in a shell',
  arguments: [{ name: '<shell>', about: 'the shell', choices: ['bash', 'zsh', 'fish'] }],
  options: [USE],
  examples: [
    ['bash, in ~/.bashrc', 'source <(countersign completion bash)'],
    ['zsh, in a folder of $fpath', 'countersign completion zsh > ~/.zfunc/_countersign'],
    ['fish', 'countersign completion fish > ~/.config/fish/completions/countersign.fish'],
  ],
  async run({ args: [shell], options, io, program }) {
    const { completion } = await import('./index.js')
    await completion(shell, options.use, program, io)
    return 0
  },
}
