import type { Schema } from './schema.js'

// What a part of a definition may be, each with the words for one that is not.

export const text = (description: string, more: Partial<Schema> = {}): Schema => ({
  type: 'string',
  pattern: '\\S',
  description,
  errorMessage: 'it must be text. A template with { stands in quotes.',
  ...more,
})
export const scalar = (description: string): Schema => ({
  type: ['string', 'number'],
  description,
  errorMessage: 'it must be text or a number.',
})
export const record = (
  description: string,
  properties: Readonly<Record<string, Schema>>,
  more: Partial<Schema> = {},
): Schema => ({
  type: 'object',
  description,
  properties,
  additionalProperties: false,
  errorMessage: membersOf(Object.keys(properties), more.required ?? []),
  ...more,
})
function membersOf(all: readonly string[], required: readonly string[]): string {
  const others = all.filter((name) => !required.includes(name)).join(', ')
  if (required.length === 0) return `it must have some of ${others}.`
  return `it must have ${required.join(', ')}${others && `, and may have ${others}`}.`
}

export const named = (
  description: string,
  values: Schema,
  names: Schema,
  more: Partial<Schema> = {},
): Schema => ({
  type: 'object',
  description,
  additionalProperties: values,
  propertyNames: names,
  errorMessage: 'it must be names with their values.',
  ...more,
})
export const list = (description: string, items: Schema, more: Partial<Schema> = {}): Schema => ({
  type: 'array',
  description,
  items,
  errorMessage: 'it must be a list: [a, b].',
  ...more,
})
export const yes = (description: string): Schema => ({
  type: 'boolean',
  description,
  errorMessage: 'it must be true or false.',
})
