import type { CommandSpec } from '../../command.js'
import { JSON_OUTPUT } from '../../options.js'
import { say } from '../../terminal/io.js'
import { numbersIn } from './options.js'

export const sandbox: CommandSpec = {
  name: 'sandbox',
  description: 'start local servers that verify every request as the providers would',
  options: [
    { flags: '--provider <id>', about: 'only this provider', repeatable: true },
    {
      flags: '--port <number>',
      about:
        'port of the first provider; each following provider takes the next one (default: any free port)',
    },
    { flags: '--token-lifetime <seconds>', about: "how long tokens last (default: the provider's own)" },
    { flags: '--write-dotenv <file>', about: 'write the throwaway credentials as a .env file' },
    {
      flags: '--write-postman <folder>',
      about: 'write Postman environments that hold them, ready to import',
    },
    {
      flags: '--write-insomnia <folder>',
      about: "write Insomnia environments that hold them, to paste into a collection's base environment",
    },
    {
      flags: '--write-pem <folder>',
      about: 'write their keys and certificates as sandbox.NAME.pem, for tools that take paths',
    },
    {
      flags: '--page [port]',
      about: 'show the requests on a page at this port of 127.0.0.1 (default: any free port)',
    },
    { flags: '--open', about: 'the same, and open the page in the browser' },
    { flags: '--plain-http', about: 'no mutual TLS: for tools without client certificates' },
    JSON_OUTPUT,
  ],
  examples: [
    ['With its credentials in a file', 'countersign sandbox --write-dotenv sandbox.env'],
    ['See each request, and why it is refused', 'countersign sandbox --open'],
  ],
  async run({ options, io }) {
    numbersIn(options)
    // At once: what follows loads much, and makes keys.
    if (!options.json) say(io, 'Starting the sandbox, with throwaway keys that are made now …')
    const { sandbox } = await import('./index.js')
    await sandbox(options, io)
    return 0
  },
}
