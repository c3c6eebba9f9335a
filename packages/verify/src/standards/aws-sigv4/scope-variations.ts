import type { Signed, Variation } from '../standard.js'
import type { AwsDraft } from './canonical.js'
import type { AwsFields } from './fields.js'

type Change = Variation<AwsDraft>

/** Another date, region or service, in the scope or in the key alone. */
export function* scopeVariations({ values }: Signed, { scope, dateTime }: AwsFields): Generator<Change> {
  const [, date = '', region = '', service = ''] = scope
  const all: [number, string, string, (string | undefined)[]][] = [
    [1, 'date', date, [dateTime.slice(0, 8), dayAfter(date, -1), dayAfter(date, 1)]],
    [2, 'region', region, [values.region, 'us-east-1']],
    [3, 'service', service, [values.service, 's3', 'execute-api']],
  ]
  for (const [at, name, sent, others] of all)
    for (const other of new Set(others)) {
      if (!other || other === sent) continue
      const change = (parts: readonly string[]) => parts.map((part, n) => (n === at - 1 ? other : part))
      const advice = `Use one ${name} in Credential and in the derived key.`
      const when = `the ${name} is ${other} in`
      yield {
        kind: 'scope',
        when: `${when} the derived key`,
        advice,
        change: (draft) => ({ ...draft, keyScope: change(draft.keyScope) }),
      }
      yield {
        kind: 'scope',
        when: `${when} the string to sign`,
        advice,
        change: (draft) => ({ ...draft, scope: change(draft.scope) }),
      }
      yield {
        kind: 'scope',
        when: `${when} the derived key and the string to sign, and only the header says ${sent}`,
        advice,
        change: (draft) => ({ ...draft, scope: change(draft.scope), keyScope: change(draft.keyScope) }),
      }
    }
}

function dayAfter(date: string, days: number): string | undefined {
  const time = Date.parse(`${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6, 8)}T00:00:00Z`)
  return Number.isNaN(time)
    ? undefined
    : new Date(time + days * 864e5).toISOString().slice(0, 10).replace(/-/g, '')
}
