import { type Component, ComponentProblem, componentValue, type Message } from './components.js'

/** What `@signature-params` says of a signature: the covered components and its parameters, serialized. */
export const signatureParams = (components: readonly Component[], parameters: string): string =>
  listOf(components) + parameters

/** The covered components as a list. */
export const listOf = (components: readonly Component[]): string =>
  `(${components.map(({ id }) => id).join(' ')})`

/** The signature base (RFC 9421 section 2.5). @throws {ComponentProblem} with the component's name */
export function signatureBase(components: readonly Component[], params: string, message: Message): string {
  let text = ''
  for (let at = 0; at < components.length; at++) {
    const component = components[at] as Component
    text += `${component.id}: ${lineOf(component, message)}\n`
  }
  return `${text}"@signature-params": ${params}`
}

function lineOf(component: Component, message: Message): string {
  try {
    return componentValue(component, message)
  } catch (thrown) {
    if (thrown instanceof ComponentProblem) throw new ComponentProblem(`${component.id} ${thrown.message}`)
    throw thrown
  }
}
