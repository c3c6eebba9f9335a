import { shown } from '@countersign/core'
import { column } from '../../terminal/column.js'
import type { Paint } from '../../terminal/paint.js'
import { printable } from '../../terminal/printable.js'
import type { Case, HostVerdicts, Verdict } from './result.js'

/** The verdicts for a program: one row for each vector and host. */
export function asJson(cases: readonly Case[], hosts: readonly HostVerdicts[], held: boolean) {
  const results = hosts.flatMap(({ host, verdicts }) =>
    cases.map(({ used, vector, number }, at) => ({
      file: used.file,
      provider: used.provider.id,
      vector: number,
      ...(vector.name !== undefined && { name: vector.name }),
      host,
      ...('skipped' in verdicts ? verdicts : verdicts[at]),
    })),
  )
  return { held, results }
}

/** The verdicts for people: one line for each vector and host, and both values of what differs. */
export function asText(cases: readonly Case[], hosts: readonly HostVerdicts[], paint: Paint): string {
  const padded = column(hosts.map(({ host }) => host))
  const told = new Map<string, string>()
  const lines = hosts.flatMap(({ host, verdicts }) => {
    const start = padded(host)
    if ('skipped' in verdicts) return [`${paint('yellow', 'skip')}  ${start}${verdicts.skipped}`]
    return cases.flatMap((one, at) => {
      const verdict = verdicts[at] as Verdict
      const title = `${start}${titleOf(one)}`
      const before = firstWith(verdict, `${at}`, host, told)
      return before === host
        ? linesOf(verdict, title, paint)
        : [`${paint('red', 'BAD')}   ${title}: as in ${before}`]
    })
  })
  return `${lines.join('\n')}\n`
}

/** The first host on which a vector failed in this very way; the host itself if it did not. */
function firstWith(verdict: Verdict, vector: string, host: string, told: Map<string, string>): string {
  if ('skipped' in verdict || verdict.held) return host
  const key = `${vector} ${JSON.stringify(verdict)}`
  const first = told.get(key) ?? host
  told.set(key, first)
  return first
}

function linesOf(verdict: Verdict, title: string, paint: Paint): string[] {
  if ('skipped' in verdict) return [`${paint('yellow', 'skip')}  ${title}: ${verdict.skipped}`]
  if (verdict.held) return [`${paint('green', 'ok')}    ${title}`]
  const bad = paint('red', 'BAD')
  if ('error' in verdict) return [`${bad}   ${title}: ${printable(verdict.error)}`]
  return [
    `${bad}   ${title}: ${verdict.step} differs`,
    ...verdict.steps.map(({ name, value }) => `        ${name}  ${printable(value)}`),
    `        expected  ${printable(verdict.expected)}`,
    `        actual    ${printable(verdict.actual)}`,
  ]
}

function titleOf({ used, vector, number }: Case): string {
  const { method, url } = vector.request ?? {}
  const what = vector.name ?? `${String(method)} ${shown(String(url))}`
  return `${used.provider.id} ${number}. ${printable(String(what))}`
}
