import type { CommandSpec } from '../../command.js'
import { CACERT, DOTENV, SET, timeout } from '../../options.js'

export const gateway: CommandSpec = {
  name: 'gateway',
  description: 'sign requests for any client that can change its base URL; the client holds no key',
  options: [
    {
      flags: '--provider <id>',
      about: 'only this provider (default: all that have settings)',
      repeatable: true,
    },
    {
      flags: '--listen <address>',
      about: 'HOST:PORT; off loopback it needs COUNTERSIGN_GATEWAY_SECRET',
      default: '127.0.0.1:8788',
    },
    {
      flags: '--to <origin>',
      about: "another of the provider's hosts, as ORIGIN or ID=ORIGIN",
      repeatable: true,
    },
    {
      flags: '--allow <request>',
      about: "allow only 'METHOD PATH': METHOD may be *, PATH may end in /*",
      repeatable: true,
    },
    { flags: '--strict', about: 'refuse a request that brings a credential, instead of taking it off' },
    {
      flags: '--cors <origin>',
      about: 'let pages of this origin call',
      repeatable: true,
    },
    {
      flags: '--max-body <bytes>',
      about: 'the longest body that is held to be signed (default: 32 MiB)',
    },
    timeout('of silence of a provider (default: 300; for a token 30 in all)'),
    { flags: '--page [port]', about: 'show what passes on a page of this machine' },
    DOTENV,
    SET,
    { flags: '--cert <file>', about: 'client certificate for mutual TLS (PEM)' },
    { flags: '--key <file>', about: 'private key of the client certificate (PEM)' },
    CACERT,
    { flags: '--json', about: 'print a line of JSON for each request' },
  ],
  examples: [
    ['Sign for curl and every other client', 'countersign gateway --provider inqud'],
    [
      'Let a program read balances, and nothing else',
      "countersign gateway --provider inqud --allow 'GET /v1/user/*'",
    ],
  ],
  note: 'With COUNTERSIGN_GATEWAY_SECRET, callers send it as Proxy-Authorization: Bearer …; it is never forwarded.',
  async run({ options, io }) {
    const { gateway } = await import('./index.js')
    await gateway(options, io)
    return 0
  },
}
