import type { ArgumentOffer, CommandOffer, Offer, OptionOffer } from './tree.js'

/** Lines of `complete` for fish. */
export function fishCompletion(
  name: string,
  own: readonly OptionOffer[],
  commands: readonly CommandOffer[],
): string {
  const start = `complete -c ${name}`
  const none = '__fish_use_subcommand'
  const lines = [
    `# Completion of ${name} for fish: write it to ~/.config/fish/completions/${name}.fish`,
    `${start} -f`,
    ...own.map((each) => `${start} -n ${none} ${option(each)}`),
    ...commands.map(
      ({ name: each, description }) => `${start} -n ${none} -a ${each} -d ${quoted(description)}`,
    ),
    ...commands.flatMap((command) => {
      const within = `${start} -n '__fish_seen_subcommand_from ${command.name}'`
      return [
        ...command.options.map((each) => `${within} ${option(each)}`),
        ...command.arguments.flatMap((each) => argument(each).map((words) => `${within} ${words}`)),
      ]
    }),
  ]
  return `${lines.join('\n')}\n`
}

const quoted = (text: string) => `'${text.replace(/\\/g, '\\\\').replace(/'/g, "\\'")}'`

function option({ names, description, value }: OptionOffer): string {
  const spellings = names.map((each) =>
    each.startsWith('--') ? `-l ${each.slice(2)}` : `-s ${each.slice(1)}`,
  )
  return [
    ...spellings,
    ...(value ? [value.kind === 'file' ? '-r' : '-x', ...offered(value)] : []),
    `-d ${quoted(description)}`,
  ].join(' ')
}

const argument = ({ offer }: ArgumentOffer) => (offer.kind === 'none' ? [] : [offered(offer).join(' ')])

function offered(offer: Offer): string[] {
  if (offer.kind === 'file') return ['-F']
  if (offer.kind === 'folder') return [`-a '(__fish_complete_directories)'`]
  return offer.kind === 'words' ? [`-a ${quoted(offer.words.join(' '))}`] : []
}
