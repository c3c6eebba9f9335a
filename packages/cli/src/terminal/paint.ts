import { Writable } from 'node:stream'
import { styleText } from 'node:util'

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan'

/** Gives a text a colour, or leaves it. */
export type Paint = (style: Style, text: string) => string

export const plain: Paint = (_style, text) => text

/** Colours for a terminal, unless NO_COLOR and the like forbid them; for anything else, none. */
export const painter =
  (stream: Writable): Paint =>
  (style, text) =>
    stream instanceof Writable ? styleText(style, text, { stream, validateStream: true }) : text

export const isTerminal = (stream: unknown): boolean =>
  typeof stream === 'object' && stream !== null && 'isTTY' in stream && stream.isTTY === true
