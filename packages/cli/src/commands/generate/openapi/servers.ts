import { listOf, type Node, nodeOf, textOf } from './document.js'

/** Where requests go: an origin, and the start of each path. */
export interface Server {
  readonly origin: string
  readonly prefix: string
}

/** The first server, its variables at their defaults; nothing where it names none of the web. */
export function serverOf(document: Node, base: string): Server | undefined {
  const server = nodeOf(listOf(document.servers)[0])
  const text = textOf(server.url)
  if (text === undefined) return undefined
  const variables = nodeOf(server.variables)
  const filled = text.replace(/\{([^{}]*)\}/g, (_, name) => String(nodeOf(variables[name]).default ?? name))
  if (!URL.canParse(filled, base)) return undefined
  const { origin, pathname } = new URL(filled, base)
  // No braces: a tool would take two of them for a variable of its own, and send its value to that host.
  return /^https?:\/\/[\w.:[\]-]+$/.test(origin)
    ? { origin, prefix: pathname.replace(/\/+$/, '') }
    : undefined
}
