/** The same each time, so that a generated file does not change by itself. */
export const TIMES = { created: 1767225600000, modified: 1767225600000 } as const
