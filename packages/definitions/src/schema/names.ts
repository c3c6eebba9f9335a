import type { Schema } from './schema.js'

export const HEADER_NAME: Schema = {
  type: 'string',
  pattern: "^(?!__proto__$)[!#$%&'*+.^_`|~0-9A-Za-z-]+$",
  errorMessage: 'the name of a header has letters, digits and dashes, as in X-Signature.',
}
export const ANY_NAME: Schema = { type: 'string', pattern: '\\S', errorMessage: 'a name must not be empty.' }

export const SETTING_NAME: Schema = {
  type: 'string',
  pattern: '^[a-z][A-Za-z0-9]*$',
  errorMessage: 'the name of a setting has letters and digits and begins with a small letter, as in apiKey.',
}

export const STEP_NAME: Schema = {
  type: 'string',
  pattern: '^[A-Za-z_][A-Za-z0-9_-]*$',
  errorMessage:
    'the name of a step has letters, digits and dashes and begins with a letter, as in stringToSign.',
}
