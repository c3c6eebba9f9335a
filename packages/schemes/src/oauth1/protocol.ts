import { encoded } from '../shared/url-text.js'
import { twice } from './own-parameters.js'

/** The parameters of the protocol (RFC 5849 section 3.1) that are the same in each request: only two are not. */
export interface Protocol {
  /** Before the nonce, between nonce and timestamp, and after it: in the Authorization header (section 3.5.1). */
  readonly header: Pieces
  /** The same in the signature base string. */
  readonly base: Pieces
  /** The header's beginning: scheme and realm. */
  readonly scheme: string
}

type Pieces = readonly [string, string, string]
type Pair = readonly [name: string, value: string]

export function protocolOf(same: readonly Pair[], realm: string | undefined): Protocol {
  const values = new Map([...same, ['oauth_nonce', NONCE] as const, ['oauth_timestamp', TIMESTAMP] as const])
  // They are ASCII: by the value of each octet (section 3.4.1.3.2).
  const names = [...values.keys()].sort()
  const value = (name: string) => {
    const text = values.get(name) as string
    return text === NONCE || text === TIMESTAMP ? text : encoded(text)
  }
  return {
    header: cut(names.map((name) => `${name}="${value(name)}"`).join(', ')),
    base: cut(names.map((name) => `${name}%3D${twice(value(name))}`).join('%26')),
    scheme: realm === undefined ? 'OAuth ' : `OAuth realm="${realm.replace(/["\\]/g, '\\$&')}", `,
  }
}

// No encoded text has a space.
const NONCE = ' nonce '
const TIMESTAMP = ' timestamp '

function cut(text: string): Pieces {
  const [before = '', rest = ''] = text.split(NONCE)
  const [between = '', after = ''] = rest.split(TIMESTAMP)
  return [before, between, after]
}
