import type { Signed, Variation } from '../standard.js'
import { bodyVariations, text } from '../variations.js'
import { ADVICE, componentVariations } from './component-variations.js'
import { digestOf } from './digest.js'
import type { Input } from './input.js'
import type { Draft } from './signature-base.js'

/** What people do otherwise than RFC 9421 says. */
export function* variationsOf(
  signed: Signed,
  { components, text: parameters }: Input,
): Generator<Variation<Draft>> {
  const change = (when: string, more: Partial<Draft>) =>
    text<Draft>(when, (draft) => ({ ...draft, ...more }), ADVICE)
  yield change('the signature base lacks "@signature-params"', { end: (lines) => lines.join('\n') })
  yield change('the signature base lacks "@signature-params" and has a line end at its end', {
    end: (lines) => `${lines.join('\n')}\n`,
  })
  yield change('the signature base has a line end at its end', {
    end: (lines, own) => `${[...lines, `"@signature-params": ${own}`].join('\n')}\n`,
  })
  yield change('"@signature-params" has its label', {
    end: (lines, own) => [...lines, `"@signature-params": sig1=${own}`].join('\n'),
  })
  yield change('the names in the signature base have no quotes', {
    line: ({ id }, value) => `${id.replace(/"/g, '')}: ${value}`,
  })
  yield change('the lines of the signature base have no space after the colon', {
    line: ({ id }, value) => `${id}:${value}`,
  })
  yield change('the components are in another order in the signature base: sorted', {
    components: [...components].sort((a, b) => (a.id < b.id ? -1 : 1)),
  })
  for (const seconds of [-1, 1])
    yield change(`created is one second ${seconds < 0 ? 'earlier' : 'later'} in the signature base`, {
      parameters: parameters.replace(/;created=(\d+)/, (_all, own) => `;created=${Number(own) + seconds}`),
    })
  for (const component of components) yield* componentVariations(signed.call, component, signed.body)
  const digest = components.find(({ name }) => name === 'content-digest')
  if (digest)
    yield* bodyVariations<Draft>(signed, (body) => (draft) => ({
      ...draft,
      instead: new Map([...draft.instead, [digest.id, digestOf('sha-256', body)]]),
    }))
}
