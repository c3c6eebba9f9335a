import { SETTING_KINDS } from '@countersign/core/settings'

/** What of JSON Schema (draft 2020-12) the reader knows. `errorMessage`: the words of reader and editors alike. */
export interface Schema {
  readonly $schema?: string
  readonly $id?: string
  readonly title?: string
  readonly description?: string
  readonly type?: string | readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
  readonly propertyNames?: Schema
  readonly minProperties?: number
  readonly items?: Schema
  readonly minItems?: number
  readonly pattern?: string
  readonly enum?: readonly (string | number | boolean)[]
  readonly exclusiveMinimum?: number
  readonly errorMessage?: string
}

const text = (description: string, more: Partial<Schema> = {}): Schema => ({
  type: 'string',
  pattern: '\\S',
  description,
  errorMessage: 'it must be text. A template with { stands in quotes.',
  ...more,
})
const scalar = (description: string): Schema => ({
  type: ['string', 'number'],
  description,
  errorMessage: 'it must be text or a number.',
})
const record = (
  description: string,
  properties: Readonly<Record<string, Schema>>,
  more: Partial<Schema> = {},
): Schema => ({
  type: 'object',
  description,
  properties,
  additionalProperties: false,
  errorMessage: `it must have ${Object.keys(properties).join(', ')}.`,
  ...more,
})
const named = (description: string, values: Schema, names: Schema, more: Partial<Schema> = {}): Schema => ({
  type: 'object',
  description,
  additionalProperties: values,
  propertyNames: names,
  errorMessage: 'it must be names with their values.',
  ...more,
})
const list = (description: string, items: Schema, more: Partial<Schema> = {}): Schema => ({
  type: 'array',
  description,
  items,
  errorMessage: 'it must be a list: [a, b].',
  ...more,
})
const yes = (description: string): Schema => ({
  type: 'boolean',
  description,
  errorMessage: 'it must be true or false.',
})

const HEADER_NAME: Schema = {
  type: 'string',
  pattern: "^(?!__proto__$)[!#$%&'*+.^_`|~0-9A-Za-z-]+$",
  errorMessage: 'the name of a header has letters, digits and dashes, as in X-Signature.',
}
const ANY_NAME: Schema = { type: 'string', pattern: '\\S', errorMessage: 'a name must not be empty.' }
const HEADERS = named(
  'headers, each a template: `X-Signature: "sha256={signature}"`',
  text('a template', { pattern: '' }),
  HEADER_NAME,
)

const SETTING_NAME: Schema = {
  type: 'string',
  pattern: '^[a-z][A-Za-z0-9]*$',
  errorMessage: 'the name of a setting has letters and digits and begins with a small letter, as in apiKey.',
}
const SETTING = record(
  'what the setting is: a text, or its description',
  {
    about: text('what it is, for people'),
    secret: yes('it is hidden wherever it would be shown'),
    kind: {
      type: 'string',
      enum: SETTING_KINDS,
      description: 'what its value must be',
      errorMessage: `it must be one of ${SETTING_KINDS.join(', ')}.`,
    },
    choices: list('the values of a setting of kind choice', text('a value'), { minItems: 1 }),
    default: scalar('its value if it is not set'),
    required: yes('false: it may be left out, and is empty then'),
  },
  {
    type: ['object', 'string'],
    required: ['about'],
    pattern: '\\S',
    errorMessage: 'it must say what it is: apiKey: the API key; or { about: …, secret: true }.',
  },
)

const STEP_NAME: Schema = {
  type: 'string',
  pattern: '^[A-Za-z_][A-Za-z0-9_-]*$',
  errorMessage:
    'the name of a step has letters, digits and dashes and begins with a letter, as in stringToSign.',
}

const HEADER_LIST = (description: string) => list(description, HEADER_NAME)

const SENT = {
  headers: HEADERS,
  query: text(
    'the whole query in sent form; it begins with the request’s own: `{params}&signature={signature}`',
  ),
  body: text('the body that is sent instead of the request’s own'),
  secret: HEADER_LIST('headers whose values are hidden'),
  optional: HEADER_LIST('headers that are left out if they are empty'),
}

const TOKEN = record(
  'a token that is requested first; `{token}` is then a value',
  {
    url: text('where it is requested: `{scheme}://{authority}/oauth/token`'),
    method: {
      type: 'string',
      pattern: '^[A-Z]+$',
      description: 'default POST',
      errorMessage: 'a method has capitals, as in POST.',
    },
    headers: HEADERS,
    form: named('the parameters of a form', text('a template', { pattern: '' }), ANY_NAME),
    json: {
      type: 'object',
      description: 'the members of a JSON body, each text a template',
      errorMessage: 'it must be the members of a JSON object.',
    },
    value: text('the path of the token in the response: `access_token`, `data.token`'),
    expires: text(
      'the path of its end: seconds from then on, or a time in seconds, in milliseconds or as a date',
    ),
    lifetime: {
      type: 'number',
      exclusiveMinimum: 0,
      description: 'seconds that it lasts',
      errorMessage: 'it must be a number of seconds, more than 0.',
    },
    use: {
      type: 'string',
      enum: ['once', 'until-expiry'],
      description: 'default until-expiry',
      errorMessage: 'it must be once or until-expiry.',
    },
    exclusive: yes('a new token ends the one before'),
  },
  { required: ['url', 'value'] },
)

const VECTOR = record(
  'a request with the steps and headers that the vendor publishes for it',
  {
    name: text('what it shows'),
    settings: named('settings by their names', scalar('a value'), SETTING_NAME),
    now: {
      type: 'number',
      description: 'the clock, in seconds since 1970',
      errorMessage: 'it must be a number: seconds since 1970.',
    },
    nonce: scalar('what nonce(n) and uuid() give'),
    token: text('the token that it carries'),
    tokenRequest: record('the request for a token', {
      method: text('POST, …'),
      url: text('in full'),
      headers: named('its headers', scalar('a value'), HEADER_NAME),
      body: text('its body', { pattern: '' }),
    }),
    request: record(
      'the request before it is signed',
      {
        method: text('GET, POST, …'),
        url: text('in full'),
        headers: named('its headers', scalar('a value'), HEADER_NAME),
        body: text('its body', { pattern: '' }),
      },
      { required: ['method', 'url'] },
    ),
    steps: named('steps by their names', scalar('a value'), STEP_NAME),
    headers: named('headers as they are sent', scalar('a value'), HEADER_NAME),
    url: text('the URL as it is sent'),
  },
  { required: ['settings', 'request'] },
)

const EXAMPLE = record(
  'a request to show people',
  {
    name: text('what it does'),
    method: text('GET, POST, …'),
    path: text('below the host, with its slash', {
      pattern: '^/',
      errorMessage: 'a path begins with a slash.',
    }),
    body: text('a JSON text'),
  },
  { required: ['name', 'method', 'path'] },
)

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
      examples: list('requests to show people', EXAMPLE),
      vectors: list('requests that are known to be signed correctly', VECTOR),
    },
    { required: ['id'] },
  ),
}
