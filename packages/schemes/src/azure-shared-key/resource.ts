import type { Url } from '@countersign/core'
import { byOctets, parametersOf, sentForm } from '../shared/url-text.js'

/** The canonicalized resource of Blob, Queue and File. */
export function blobResource({ path, query }: Url, account: string): string {
  const values: Record<string, string[]> = Object.create(null)
  for (const [name, value] of parametersOf(query)) {
    const key = decoded(name).toLowerCase()
    values[key] ??= []
    values[key].push(decoded(value))
  }
  let text = `/${account}${sentForm(path)}`
  for (const name of Object.keys(values).sort(byOctets))
    text += `\n${name}:${values[name]?.sort(byOctets).join(',')}`
  return text
}

/** The canonicalized resource of Table: of the query, only `comp`. */
export function tableResource({ path, query }: Url, account: string): string {
  const comp = parametersOf(query).find(([name]) => decoded(name).toLowerCase() === 'comp')
  return `/${account}${sentForm(path)}${comp ? `?comp=${decoded(comp[1])}` : ''}`
}

function decoded(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
