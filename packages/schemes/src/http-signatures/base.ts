import { type Component, ComponentProblem, componentValue, type Message } from './components.js'

/** What `@signature-params` says of a signature: the covered components and its parameters, serialized. */
export const signatureParams = (components: readonly Component[], parameters: string): string =>
  `(${components.map(({ id }) => id).join(' ')})${parameters}`

/** The signature base (RFC 9421 section 2.5). @throws {ComponentProblem} with the component's name */
export function signatureBase(
  components: readonly Component[],
  parameters: string,
  message: Message,
): string {
  const lines = components.map((component) => `${component.id}: ${lineOf(component, message)}`)
  return [...lines, `"@signature-params": ${signatureParams(components, parameters)}`].join('\n')
}

function lineOf(component: Component, message: Message): string {
  try {
    return componentValue(component, message)
  } catch (thrown) {
    if (thrown instanceof ComponentProblem) throw new ComponentProblem(`${component.id} ${thrown.message}`)
    throw thrown
  }
}
