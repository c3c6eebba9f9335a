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
  readonly exclusiveMaximum?: number
  readonly errorMessage?: string
}
