/** Options of curl and others that people try, and what they are here. */
const MEANT: Readonly<Record<string, string>> = {
  '-d': '--body',
  '--data': '--body',
  '--data-raw': '--body',
  '--data-binary': '--body-file FILE',
  '--json-body': '--body',
  '-X': 'the method as the first argument, as in `countersign send POST URL`',
  '--request': 'the method as the first argument, as in `countersign send POST URL`',
  '--method': 'the method as the first argument, as in `countersign send POST URL`',
  '-E': '--cert and --key',
  '-k': '--cacert FILE, which trusts one more authority',
  '--insecure': '--cacert FILE, which trusts one more authority',
  '-e': '--set NAME=VALUE, or --dotenv FILE for a secret',
  '--env': '--set NAME=VALUE, or --dotenv FILE for a secret',
  '--env-file': '--dotenv FILE',
  '-m': '--timeout SECONDS',
  '--max-time': '--timeout SECONDS',
  '--connect-timeout': '--timeout SECONDS',
  '-x': 'the variable HTTPS_PROXY',
  '--proxy': 'the variable HTTPS_PROXY',
  '-I': 'HEAD as the method',
  '--head': 'HEAD as the method',
  '-o': '> FILE',
  '--output': '> FILE',
  '-v': '`countersign explain` with the same arguments',
  '--verbose': '`countersign explain` with the same arguments',
}

/** An error of the parser: without a value that was written into it, and with what was meant. @param args what was typed */
export function withHint(text: string, args: readonly string[] = []): string {
  return withMethod(
    oneGuess(
      withQuotes(text).replace(/unknown option '(--[^'=\n]*|-.)[^\n]*'(?=\n|$)/, (_all, option: string) => {
        const meant = Object.hasOwn(MEANT, option) ? `. Did you mean ${MEANT[option]}?` : ''
        return `unknown option '${option}'${meant}`
      }),
    ),
    args,
  )
}

/** Without what the parser guesses by letters, if it is known what was meant. */
function oneGuess(text: string): string {
  if (!text.includes('. Did you mean ')) return text
  const lines = text.split('\n').filter((line) => !line.startsWith('(Did you mean '))
  return lines.join('\n')
}

/** A shell parts what is not in quotes: a body of JSON, a header. */
const withQuotes = (text: string) =>
  text.replace(
    /(?<=too many arguments for '[a-z]+'\.)(?= Expected)/,
    ' Put quotes around a value with spaces.',
  )

/** Who gives a URL alone has forgotten the method. */
function withMethod(text: string, [command = '', first = '']: readonly string[]): string {
  if (!first.includes('://')) return text
  const hint = `. The method comes first, as in: countersign ${command} GET URL`
  return text.replace("missing required argument 'url'", (missing) => missing + hint)
}
