import type { CommandOffer, Offer, OptionOffer } from './tree.js'

/** A bash script that completes the command line of a program. It runs nothing of the program itself. */
export function bashCompletion(
  name: string,
  own: readonly OptionOffer[],
  commands: readonly CommandOffer[],
): string {
  const valued = commands.flatMap((command) =>
    command.options.flatMap(({ names, value }) =>
      value ? [{ patterns: names.map((each) => `${command.name}:${each}`), value }] : [],
    ),
  )
  const top = { name: '', options: own, arguments: [] }
  const places = commands.flatMap((command) =>
    command.arguments.map(({ offer, variadic }, at) => ({
      patterns: variadic ? [`${command.name}:*`] : [`${command.name}:${at}`],
      value: offer,
    })),
  )
  const options = [top, ...commands].map((command) => ({
    patterns: [`${command.name}:*`],
    value: { kind: 'words', words: command.options.flatMap(({ names }) => names) } as const,
  }))
  const first: Offer = { kind: 'words', words: commands.map((command) => command.name) }
  return SCRIPT.replaceAll('NAME', name)
    .replace('VALUED', valued.flatMap(({ patterns }) => patterns).join(' | '))
    .replace('VALUES', lines(valued))
    .replace('OPTIONS', lines(options))
    .replace('PLACES', lines([{ patterns: [':*'], value: first }, ...places]))
}

const lines = (cases: readonly { patterns: readonly string[]; value: Offer }[]) =>
  cases
    .filter(({ value }) => value.kind !== 'none')
    .map(({ patterns, value }) => `      ${patterns.join(' | ')}) ${shell(value)} ;;`)
    .join('\n')

// The words are ours or a provider's: letters, digits, `-`, `_` and `=`.
const shell = (offer: Offer) =>
  offer.kind === 'words'
    ? `words='${offer.words.join(' ')}'`
    : `kind='-${offer.kind === 'folder' ? 'd' : 'f'}'`

// bash 3.2 of macOS has neither mapfile nor compopt. It also splits words at `:` and `=`.
const SCRIPT = `# Completion of NAME for bash. To use it now:  source <(NAME completion bash)
_NAME() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" command='' pending='' words='' kind='-W' place=0 i word
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="\${COMP_WORDS[i]}"
    if [[ $word == [=:]* ]]; then
      if ((i + 1 < COMP_CWORD)); then
        i=$((i + 1))
        pending=''
      fi
      continue
    fi
    if [[ -n $pending ]]; then
      pending=''
      continue
    fi
    case "$command:$word" in
      VALUED) pending="$word" ;;
      *:-*) ;;
      :*) command="$word" ;;
      *) place=$((place + 1)) ;;
    esac
  done
  if [[ $cur == '=' ]]; then cur=''; fi
  if [[ -n $pending ]]; then
    case "$command:$pending" in
VALUES
    esac
  elif [[ $cur == -* ]]; then
    case "$command:$cur" in
OPTIONS
    esac
  else
    case "$command:$place" in
PLACES
    esac
  fi
  if [[ $kind == -W ]]; then
    while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -W "$words" -- "$cur")
    if [[ \${#COMPREPLY[@]} -eq 1 && \${COMPREPLY[0]} == *= ]]; then compopt -o nospace 2>/dev/null; fi
  else
    compopt -o filenames 2>/dev/null
    while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen "$kind" -- "$cur")
  fi
}
complete -F _NAME NAME
`
