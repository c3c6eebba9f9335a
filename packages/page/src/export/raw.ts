/** The head of a request, as it is written in HTTP/1.1. */
export const requestHead = (
  method: string,
  target: string,
  headers: readonly (readonly [name: string, value: string])[],
): string => head(`${method} ${target} HTTP/1.1`, headers)

/** The head of a response. */
export const responseHead = (
  status: number,
  headers: readonly (readonly [name: string, value: string])[],
): string => head(`HTTP/1.1 ${status}`, headers)

const head = (first: string, headers: readonly (readonly [name: string, value: string])[]) =>
  `${[first, ...headers.map(([name, value]) => `${name}: ${value}`)].join('\r\n')}\r\n\r\n`
