import type { Definition } from '../definition.js'
import { SCHEMA } from '../schema/index.js'
import { checkSchema } from './check-schema.js'
import { checkKind } from './kind.js'
import { ofScheme } from './of-scheme.js'
import { ofSteps } from './of-steps.js'
import { readSettings } from './settings.js'
import type { Written } from './written.js'
import { readYaml } from './yaml.js'

/**
 * Reads a definition, and checks all of it: every name, function and number of arguments, every step, every vector.
 * @param text YAML or JSON
 * @param file its name, for messages
 * @throws {CountersignError} `invalid-provider`, in one line: `binance.yaml:14: step signature: …`
 * @example definedProvider(readDefinition(readFileSync('binance.yaml', 'utf8'), 'binance.yaml'))
 */
export function readDefinition(text: string, file: string): Definition {
  const source = readYaml(text, file)
  checkSchema(source, SCHEMA)
  const written = source.value as Written
  checkKind(source, written)
  const settings = readSettings(source, written.settings ?? {})
  return written.scheme === undefined ? ofSteps(source, written, settings) : ofScheme(source, written)
}
