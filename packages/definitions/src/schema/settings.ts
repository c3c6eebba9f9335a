import { SETTING_KINDS } from '@countersign/core/settings'
import { list, record, scalar, text, yes } from './forms.js'

export const SETTING = record(
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
