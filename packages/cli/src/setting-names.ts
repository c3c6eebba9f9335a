import { providers, settingsOf } from '@countersign/core'
// The edit distance of names: small, without dependencies, and measured against the textbook's by its own tests.
import { distance } from 'fastest-levenshtein'

/** A place that settings come from, and what people call it. */
export interface Level {
  readonly from: string
  readonly values: Readonly<Record<string, string | undefined>>
}

/** What looks like a mistake in the settings. */
export interface Note {
  readonly text: string
  /** Whether it is one for sure. */
  readonly isMistake: boolean
}

/** Settings that belong to no provider. */
const OWN = [
  'COUNTERSIGN',
  'COUNTERSIGN_CACERT',
  'COUNTERSIGN_DEBUG',
  'COUNTERSIGN_ENTROPY',
  'COUNTERSIGN_TOKENS',
  'COUNTERSIGN_TOKENS_SECRET',
]

const names = () => [
  ...providers.flatMap((provider) => settingsOf(provider).map(({ variable }) => variable)),
  ...OWN,
]

/** The names in a place that look like a setting and are not one: with the right one beside it. */
export function notesOn({ from, values }: Level): Note[] {
  const known = new Set(names().flatMap((name) => [name, `${name}_FILE`]))
  return Object.keys(values).flatMap((name) => {
    if (known.has(name) || !(from === '--set' || isMeant(name))) return []
    const like = nearest(name, known)
    const hint = like ? `Did you mean ${like}?` : `The settings are ${names().join(', ')}.`
    return [
      { text: `${from}: there is no setting ${name.slice(0, 60)}. ${hint}`, isMistake: like !== undefined },
    ]
  })
}

/** A .env may hold what is for other programs: only what comes close to a name of ours is a mistake. */
function isMeant(name: string): boolean {
  const upper = name.toUpperCase()
  const prefixes = [...providers.map(({ id }) => id.toUpperCase()), 'COUNTERSIGN']
  return (
    prefixes.some((prefix) => upper.startsWith(`${prefix}_`)) || nearest(name, new Set(names())) !== undefined
  )
}

function nearest(name: string, known: ReadonlySet<string>): string | undefined {
  const upper = name
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '_')
    .slice(0, 60)
  const ranked = [...known].map((one) => ({ one, far: distance(upper, one) })).sort((a, b) => a.far - b.far)
  const [best] = ranked
  return best && best.far <= Math.max(2, Math.floor(best.one.length / 5)) ? best.one : undefined
}
