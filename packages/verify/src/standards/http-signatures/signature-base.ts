import type { Request } from '@countersign/core'
import type { Check } from '../private-key.js'
import type { Signed } from '../standard.js'
import { componentValue } from './component-value.js'
import type { Component } from './input.js'

/** What goes into the signature. */
export interface Draft {
  readonly request: Request
  readonly components: readonly Component[]
  readonly parameters: string
  readonly line: (component: Component, value: string) => string
  readonly end: (lines: readonly string[], parameters: string) => string
  /** Values in place of the message's own. */
  readonly instead: ReadonlyMap<string, string>
  readonly secret: Buffer
  readonly check: Check
}

/** The signature base (RFC 9421 section 2.5). */
export function baseOf(
  { call }: Signed,
  { request, components, parameters, line, end, instead }: Draft,
): string {
  const lines = components.map((component) =>
    line(component, instead.get(component.id) ?? componentValue(component, { ...call, request }) ?? ''),
  )
  return end(lines, parameters)
}
