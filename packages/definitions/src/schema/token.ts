import { named, record, text, yes } from './forms.js'
import { ANY_NAME } from './names.js'
import { HEADERS } from './sent.js'

export const TOKEN = record(
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
