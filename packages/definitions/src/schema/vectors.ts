import { named, record, scalar, text } from './forms.js'
import { HEADER_NAME, SETTING_NAME, STEP_NAME } from './names.js'

export const VECTOR = record(
  'a request with the steps and headers that the vendor publishes for it',
  {
    name: text('what it shows'),
    settings: named('settings by their names', scalar('a value'), SETTING_NAME),
    now: {
      type: 'number',
      description: 'the clock, in seconds since 1970',
      // In the year 5138; milliseconds are more since 1973.
      exclusiveMaximum: 1e11,
      errorMessage:
        'it must be a number: seconds since 1970, such as 1767225600. Milliseconds are divided by 1000.',
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

export const EXAMPLE = record(
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
