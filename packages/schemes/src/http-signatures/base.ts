import type { Url } from '@countersign/core'
import type { Component, Message } from './component.js'
import { componentValue } from './components.js'
import { isOfUrl } from './derived.js'
import { ComponentProblem } from './problem.js'

/** What `@signature-params` says of a signature: the covered components and its parameters, serialized. */
export const signatureParams = (components: readonly Component[], parameters: string): string =>
  listOf(components) + parameters

/** The covered components as a list. */
export const listOf = (components: readonly Component[]): string =>
  `(${components.map(({ id }) => id).join(' ')})`

/** A part of a signature base: lines, or a component whose line each message has. */
export type BasePart = string | Component

/** The parts of all signature bases for a URL. @throws {ComponentProblem} with the component's name */
export function partsFor(components: readonly Component[], url: Url): BasePart[] {
  return components.map((component) =>
    isOfUrl(component) ? lineOf(component, { url, headers: [] }) : component,
  )
}

/** The signature base (RFC 9421 section 2.5). @throws {ComponentProblem} with the component's name */
export function signatureBase(parts: readonly BasePart[], params: string, message: Message): string {
  let text = ''
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at] as BasePart
    text += typeof part === 'string' ? part : lineOf(part, message)
  }
  return `${text}"@signature-params": ${params}`
}

function lineOf(component: Component, message: Message): string {
  try {
    return `${component.id}: ${componentValue(component, message)}\n`
  } catch (thrown) {
    if (thrown instanceof ComponentProblem) throw new ComponentProblem(`${component.id} ${thrown.message}`)
    throw thrown
  }
}
