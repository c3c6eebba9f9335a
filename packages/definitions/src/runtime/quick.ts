import type { Call, Patch } from '@countersign/core'
import { Context, type Ready, type Run } from './context.js'
import type { Spec } from './spec.js'

/**
 * Signs by headers alone, in one round over columns: in k6 each call, and each property that is asked for, takes as
 * long as a step. Undefined if anything is out of the ordinary: whoever asks then finds out what, step by step.
 */
export function quick({ steps, headers, secrets }: Spec): (call: Call<Ready>) => Patch | undefined {
  const runs = steps.map(({ run }) => run)
  const values = headers.map(({ run }) => run)
  const names = headers.map(({ name }) => name)
  const isOptional = headers.map(({ optional }) => optional === true)
  const isSecret = names.map((name) => secrets.includes(name))
  return (call) => {
    const context = new Context(call)
    const made = context.steps
    const sent: Record<string, string> = {}
    let hasSecret = false
    try {
      for (let at = 0; at < runs.length; at++) made[at] = (runs[at] as Run)(context)
      for (let at = 0; at < values.length; at++) {
        const value = (values[at] as Run)(context)
        if (value === '' && isOptional[at]) continue
        if (typeof value !== 'string' || value === '') return undefined
        sent[names[at] as string] = value
        if (isSecret[at]) hasSecret = true
      }
    } catch {
      return undefined
    }
    return hasSecret ? { headers: sent, secrets } : { headers: sent }
  }
}
