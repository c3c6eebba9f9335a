import { readFileSync } from 'node:fs'

const PUBLIC = new URL('../runtime/types.d.ts', import.meta.url)

/** The types of a file to import: those that are public, and what the file exports. */
export function typesFor(ids: readonly string[]): string {
  const publicTypes = readFileSync(PUBLIC, 'utf8')
  const id = ids.map((one) => `'${one}'`).join(' | ')
  return `${publicTypes.replace(/\/\/# sourceMappingURL.*\n?/, '').trimEnd()}

/** The providers in this file. */
export type ProviderId = ${id}

/** A client per provider, for the init part of a script. */
export declare const countersign: Countersign<ProviderId>

/** \`options.tlsAuth\` from a provider's client certificate and key; empty if neither is set. */
export declare const tlsAuth: (provider: ProviderId, settings?: Settings) => TlsAuth[]
`
}
