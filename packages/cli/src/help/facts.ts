/** What `--help` and the man page say besides the commands and their options. */

export const EXIT_STATUSES: readonly (readonly [status: string, meaning: string])[] = [
  ['0', 'done; with verify, every request that a provider claims is signed correctly'],
  [
    '1',
    'refused or failed; with verify, a request is not signed correctly, or no provider claims any; with doctor, something is wrong',
  ],
  ['2', 'wrong usage: an unknown command, option or value'],
]

export const SETTINGS: readonly string[] = [
  'A setting has one name everywhere. It is taken from --set NAME=VALUE, else from the environment, else from the --dotenv file (by default .env in the current folder).',
  'In each of these places NAME_FILE names a file that holds the value. An empty value counts as unset.',
]

export const ENVIRONMENT: readonly (readonly [name: string, meaning: string])[] = [
  ['COUNTERSIGN', 'off leaves every request as it is, and says so'],
  ['COUNTERSIGN_CACERT', 'certificate authorities (PEM) to trust instead of the built-in ones'],
  ['COUNTERSIGN_TOKENS_SECRET', 'the secret that callers of `tokens` on other machines send'],
  ['COUNTERSIGN_GATEWAY_SECRET', 'the secret that callers of `gateway` send, needed off loopback'],
  ['COUNTERSIGN_USE', 'files of providers to add, as --use does'],
  ['COUNTERSIGN_DEBUG', '1 shows where in the program an error comes from'],
  [
    'HTTPS_PROXY',
    'the HTTP proxy for https URLs; HTTP_PROXY for http ones; NO_PROXY lists hosts that need none',
  ],
  ['NODE_EXTRA_CA_CERTS', 'certificate authorities (PEM) to trust besides the built-in ones'],
  ['NO_COLOR', 'no colours; output that is not a terminal has none anyway'],
  ['FORCE_COLOR', 'colours, terminal or not'],
]
