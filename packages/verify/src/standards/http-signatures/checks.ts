import type { Signed } from '../standard.js'
import { type Problems, quoted } from '../words.js'
import { nameOf } from './algorithms.js'
import { componentValue } from './component-value.js'
import { componentsIn, type Input } from './input.js'

/** Parameters of the signature (RFC 9421 section 2.3). */
export function checkParameters(
  { values, variable }: Signed,
  { parameters }: Input,
  problems: Problems,
): void {
  const asked = (values.parameters ?? '').split(/[\s,;]+/).filter(Boolean)
  for (const name of asked) {
    if (name === 'tag' && values.tag === undefined) continue
    if (!parameters.has(name))
      problems.add(name, `it is missing in Signature-Input (${variable('parameters')})`)
  }
  const check = (name: string, expected: string | undefined, setting: string) => {
    const sent = parameters.get(name)
    if (sent !== undefined && expected !== undefined)
      problems.same(name, sent, expected, ` (${variable(setting)})`)
  }
  check('keyid', values.keyId, 'keyId')
  check('alg', nameOf(values), 'algorithm')
  check('tag', values.tag, 'tag')
  for (const name of ['created', 'expires']) {
    const sent = parameters.get(name)
    if (sent !== undefined && !/^\d{1,11}$/.test(sent))
      problems.add(
        name,
        `${quoted(sent)} was sent, expected seconds since 1970${/^\d{13}$/.test(sent) ? ': it is in milliseconds' : ''}`,
      )
  }
}

/** Components that are covered and missing, or not covered. */
export function checkComponents(signed: Signed, { components }: Input, problems: Problems): void {
  for (const component of components) {
    const value = componentValue(component, signed.call)
    if (value === undefined)
      problems.add(
        'components',
        `${component.id} is covered and not on the request (RFC 9421 section 2.5): it was removed after signing, or never sent`,
      )
  }
  const covered = new Set(components.map(({ id }) => id))
  for (const { id } of componentsIn(signed.values.components ?? ''))
    if (!covered.has(id))
      problems.add('components', `${id} is not covered, and ${signed.variable('components')} names it`)
}
