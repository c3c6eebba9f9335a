/** One finding of `doctor`. A `bad` one makes it exit with 1. */
export interface Finding {
  readonly about: string
  readonly state: 'ok' | 'note' | 'bad'
  readonly text: string
}
