/** An expression as it was read: what a step is made of. */
export type Expression =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'name'; readonly name: string }
  | Application

/** A function with its arguments. */
export interface Application {
  readonly kind: 'call'
  readonly name: string
  readonly args: readonly Expression[]
}

/** A text with expressions in it: `sha256={signature}`. */
export type Template = readonly Expression[]

/** What cannot be read; the reader adds the place. */
export class SyntaxProblem extends Error {}
