import { listOf, type Node, nodeOf, textOf } from './document.js'

/** Where requests go: an origin, and the start of each path. */
export interface Server {
  readonly origin: string
  readonly prefix: string
}

/**
 * The first server that an operation, its path or the document names, the nearest of them, its variables at their
 * defaults; undefined if that is not one of the web.
 */
export function serverOf(places: readonly Node[], base: string): Server | undefined {
  const servers = places.map((place) => listOf(place.servers)).find((list) => list.length > 0) ?? []
  const server = nodeOf(servers[0])
  const text = textOf(server.url)
  if (text === undefined) return undefined
  const variables = nodeOf(server.variables)
  const filled = text.replace(/\{([^{}]{0,200})\}/g, (_, name) =>
    String(nodeOf(variables[name]).default ?? name),
  )
  if (!URL.canParse(filled, base)) return undefined
  const { origin, pathname } = new URL(filled, base)
  // No braces: a tool would take two of them for a variable of its own, and send its value to that host.
  return /^https?:\/\/[\w.:[\]-]+$/.test(origin) ? { origin, prefix: withoutEnd(pathname) } : undefined
}

/** A path without the slashes at its end. */
function withoutEnd(path: string): string {
  let end = path.length
  while (path[end - 1] === '/') end--
  return path.slice(0, end)
}
