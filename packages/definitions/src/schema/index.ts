import { list, named, record, text } from './forms.js'
import { SETTING_NAME, STEP_NAME } from './names.js'
import type { Schema } from './schema.js'
import { HEADER_LIST, SENT } from './sent.js'
import { SETTING } from './settings.js'
import { TOKEN } from './token.js'
import { EXAMPLE, VECTOR } from './vectors.js'

/** The one source of the published JSON Schema and of what the reader checks. */
export const SCHEMA: Schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'A definition of a signature scheme',
  ...record(
    'a signature scheme: named steps, what is sent, and vectors that prove it',
    {
      id: {
        type: 'string',
        pattern: '^(?!countersign$)[a-z][a-z0-9-]*$',
        description: 'as in `binance`; names of settings begin with it: BINANCE_API_KEY',
        errorMessage:
          'an id has lower-case letters, digits and dashes and begins with a letter, as in binance.',
      },
      name: text('as the vendor writes it; default: the id'),
      docs: text('the vendor’s page, or several', { type: ['string', 'array'], items: text('a page') }),
      hosts: list('the hosts that a credential may go to, each with its subdomains', {
        type: 'string',
        pattern:
          '^(localhost|\\[[0-9a-f:.]+\\]|([a-z0-9_]([a-z0-9_-]*[a-z0-9_])?\\.)+[a-z0-9]([a-z0-9-]*[a-z0-9])?)$',
        errorMessage:
          'a host is a whole name in lower case, as in api.example.com, without scheme, port, path or wildcard.',
      }),
      paths: list(
        'the paths that it holds of those hosts',
        {
          type: 'string',
          pattern: '^/[^?#\\s]*$',
          errorMessage: 'a path begins with a slash and has no query.',
        },
        { minItems: 1 },
      ),
      baseUrl: text('where its API is', {
        pattern: '^https?://',
        errorMessage: 'it must be a URL, as in https://api.example.com.',
      }),
      settings: named('what it needs, by names', SETTING, SETTING_NAME, { minProperties: 1 }),
      steps: named('expressions, in order, each by a name', text('an expression'), STEP_NAME),
      send: record('what is sent', SENT),
      webhook: record('what a request from outside must bring, in place of send', SENT),
      token: TOKEN,
      scheme: text('a scheme in code, in place of steps and send: `aws-sigv4`'),
      'scheme-options': {
        type: 'object',
        description: 'what the scheme is given',
        errorMessage: 'it must be names with their values.',
      },
      secret: HEADER_LIST('headers whose values are hidden'),
      maxAge: {
        type: 'number',
        exclusiveMinimum: 0,
        description: 'seconds after which a request is refused',
        errorMessage: 'it must be a number of seconds, more than 0.',
      },
      maxAhead: {
        type: 'number',
        exclusiveMinimum: 0,
        description: 'seconds that the clock of a request may be ahead; as maxAge if it is absent',
        errorMessage: 'it must be a number of seconds, more than 0.',
      },
      examples: list('requests to show people', EXAMPLE),
      vectors: list('requests that are known to be signed correctly', VECTOR),
    },
    {
      required: ['id'],
      errorMessage:
        'it is empty, or no names with their values. Start with `countersign new NAME`, which writes a definition that works.',
    },
  ),
}
