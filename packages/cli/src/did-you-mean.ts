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
}

/** An error about an unknown option: without a value that was written into it, and with the option that was meant. */
export function withHint(text: string): string {
  return text.replace(/unknown option '(--[^'=\n]*|-.)[^\n]*'(?=\n|$)/, (_all, option: string) => {
    const meant = Object.hasOwn(MEANT, option) ? `. Did you mean ${MEANT[option]}?` : ''
    return `unknown option '${option}'${meant}`
  })
}
