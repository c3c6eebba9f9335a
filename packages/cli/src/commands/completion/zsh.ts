import type { ArgumentOffer, CommandOffer, Offer, OptionOffer } from './tree.js'

/** A zsh function for a folder of \`$fpath\`, or to be sourced. */
export function zshCompletion(
  name: string,
  own: readonly OptionOffer[],
  commands: readonly CommandOffer[],
): string {
  const list = commands.map(({ name: each, description }) => `    ${quoted(`${each}:${description}`)}`)
  const cases = commands.map(
    (command) =>
      `    ${command.name})\n      _arguments -s -S \\\n${[...command.options.map(option), ...command.arguments.map(argument)].join(' \\\n')}\n      ;;`,
  )
  return `#compdef ${name}
# Completion of ${name} for zsh: write it as _${name} into a folder of $fpath, or source it.
_${name}() {
  local curcontext="$curcontext" state line
  local -a commands
  commands=(
${list.join('\n')}
  )
  _arguments -C \\
${own.map(option).join(' \\\n')} \\
        '1: :->command' \\
        '*:: :->rest'
  case $state in
    command) _describe command commands ;;
    rest) ;;
    *) return ;;
  esac
  [[ $state == rest ]] || return
  case $line[1] in
${cases.join('\n')}
  esac
}
if [[ \${funcstack[1]} == _${name} ]]; then
  _${name} "$@"
else
  compdef _${name} ${name}
fi
`
}

/** As one word of zsh, whatever is in it. */
const quoted = (text: string) => `'${text.replace(/'/g, "'\\''")}'`
const inBrackets = (text: string) => text.replace(/[[\]\\]/g, '\\$&')
const inField = (text: string) => text.replace(/[:\\]/g, '\\$&')

function option({ names, description, value, repeatable }: OptionOffer): string {
  const tail = `[${inBrackets(description)}]${value ? `:value:${action(value)}` : ''}`
  const long = (each: string) => (value ? `${each}${each.startsWith('--') ? '=' : '+'}` : each)
  const exclude = names.length > 1 && !repeatable ? `(${names.join(' ')})` : ''
  return names
    .map((each) => `        ${quoted(`${repeatable ? '*' : exclude}${long(each)}${tail}`)}`)
    .join(' \\\n')
}

const argument = ({ name, offer, variadic }: ArgumentOffer) =>
  `        ${quoted(`${variadic ? '*' : ''}:${inField(name)}:${action(offer)}`)}`

function action(offer: Offer): string {
  if (offer.kind === 'file') return '_files'
  if (offer.kind === 'folder') return '_files -/'
  return offer.kind === 'words' ? `(${offer.words.join(' ')})` : ' '
}
