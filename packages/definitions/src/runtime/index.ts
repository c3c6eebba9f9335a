export * from './functions.js'
export { definedBy } from './provider.js'
export type { HeaderSpec, Spec, StepSpec, TokenSpec } from './spec.js'
export { definedWaiting } from './waiting.js'
