import { readFileSync } from 'node:fs'
import { definedProvider, moduleOf, readDefinition } from '@countersign/definitions'
import { bundle } from '@countersign/postman/bundle'

/** A minified pre-request script of one provider. */
export const scriptOf = (provider, module, text) =>
  bundle({
    providers: [{ provider, module, named: 'default', ...(text && { text }) }],
    phase: 'pre-request',
    version: '0',
    minify: true,
  })

/** A script of a definition, as `build` makes it. */
export function definitionScript(file) {
  const definition = readDefinition(
    readFileSync(new URL(`../../definitions/${file}`, import.meta.url), 'utf8'),
    file,
  )
  return scriptOf(definedProvider(definition), `/${file}`, moduleOf(definition))
}
