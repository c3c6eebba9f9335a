/** What `--help` and the man page say beside the commands and their options. */

export const EXIT_STATUSES: readonly (readonly [status: string, meaning: string])[] = [
  ['0', 'done; with verify, all that a provider claims is signed right'],
  ['1', 'refused or failed; with verify, a request is not signed right; with doctor, something is amiss'],
  ['2', 'wrong usage: a command, an option or a value that there is none of'],
]

export const SETTINGS: readonly string[] = [
  'A setting has one name everywhere. It is taken from --set NAME=VALUE, else from the environment, else from the file of --dotenv (.env of the current folder where none is named).',
  'On each of these levels NAME_FILE names a file that holds the value. An empty value counts as none.',
]

export const ENVIRONMENT: readonly (readonly [name: string, meaning: string])[] = [
  ['COUNTERSIGN', 'off leaves every request as it is, and says so'],
  ['COUNTERSIGN_CACERT', 'authorities to trust, as PEM, in place of the built-in ones'],
  ['COUNTERSIGN_TOKENS_SECRET', 'what callers of `tokens` on other machines show'],
  ['COUNTERSIGN_DEBUG', '1 shows where in the program an error comes from'],
  ['NO_COLOR', 'no colours; there are none either where the output is no terminal'],
  ['FORCE_COLOR', 'colours, terminal or not'],
]

/** Examples by command; the line is as it is typed. */
export const EXAMPLES: Readonly<Record<string, readonly (readonly [what: string, line: string])[]>> = {
  send: [
    [
      'Sign a request and send it',
      `countersign send POST https://api.inqud.com/v1/user/payments/payout --body '{"amount": 50}'`,
    ],
  ],
  sign: [['As JSON, for a program', 'countersign sign GET https://api.inqud.com/v1/things --json']],
  explain: [
    [
      'With a clock and a nonce of your own, to compare',
      'countersign explain GET https://api.inqud.com/v1/things --at 1700000000',
    ],
  ],
  verify: [
    ['Every request of a HAR file', 'countersign verify traffic.har'],
    ['A curl command from the clipboard', 'pbpaste | countersign verify'],
  ],
  open: [['Open the third answer of a HAR file', 'countersign open traffic.har --entry 3']],
  sandbox: [['With its credentials in a file', 'countersign sandbox --write-dotenv sandbox.env']],
  tokens: [['For k6 on this machine', 'countersign tokens --provider sendpayments']],
  init: [
    ['Ask for the settings of one provider', 'countersign init inqud'],
    ['Without a terminal', 'countersign init inqud < settings.env'],
  ],
  doctor: [['With the clocks of the hosts', 'countersign doctor --online']],
  generate: [
    ['What Postman imports', 'countersign generate postman imburse --out requests'],
    [
      'With the requests of an API',
      'countersign generate k6 mastercard --openapi identity-insights.yaml --out load',
    ],
  ],
  completion: [
    ['bash, in ~/.bashrc', 'source <(countersign completion bash)'],
    ['zsh, in a folder of $fpath', 'countersign completion zsh > ~/.zfunc/_countersign'],
    ['fish', 'countersign completion fish > ~/.config/fish/completions/countersign.fish'],
  ],
}

/** What there is to know of a command beside its options. */
export const NOTES: Readonly<Record<string, string>> = {
  tokens: 'Callers of other machines show COUNTERSIGN_TOKENS_SECRET, which must then be set here too.',
  init: 'Without a terminal, settings are read from standard input, as lines of a .env.',
}
