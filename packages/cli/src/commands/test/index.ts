import { Failed, type Io, report, say } from '../../terminal/io.js'
import { painter } from '../../terminal/paint.js'
import { whileWaiting } from '../../terminal/spinner.js'
import { isDefinition } from '../../use/definition.js'
import { loadUsed } from '../../use/index.js'
import { checkHere } from './hosts.js'
import { checkInK6 } from './k6.js'
import { asJson, asText } from './report.js'
import type { Case, HostVerdicts, Verdict } from './result.js'

export interface TestOptions {
  readonly json?: boolean
}

/** `countersign test`: whether the vectors of files hold, on every host. @returns 0 if all of them do, else 1 */
export async function test(files: readonly string[], options: TestOptions, io: Io): Promise<number> {
  const used = await loadUsed(files, 'The command line')
  for (const file of files)
    if (!used.some((one) => one.file === file && one.vectors.length > 0)) throw new Failed(without(file))
  const cases = used.flatMap((one) =>
    one.vectors.map((vector, at): Case => ({ used: one, vector, number: at + 1 })),
  )
  const verdicts = await whileWaiting(io, 'Checking', async () =>
    comparedSomewhere([...(await checkHere(cases)), await checkInK6(cases, io)]),
  )
  for (const note of used.flatMap(({ definition }) => definition?.notes ?? [])) say(io, `note: ${note}`)
  const held = verdicts.every(hold)
  report(
    io,
    options.json
      ? `${JSON.stringify(asJson(cases, verdicts, held))}\n`
      : asText(cases, verdicts, painter(io.stdout)),
  )
  return held ? 0 : 1
}

/** What no host can do is the provider's mistake: a hash that does not exist, say. */
function comparedSomewhere(hosts: readonly HostVerdicts[]): HostVerdicts[] {
  const isCompared = (at: number) =>
    hosts.some(({ verdicts }) => !('skipped' in verdicts) && !('skipped' in (verdicts[at] as Verdict)))
  const judged = (verdict: Verdict, at: number): Verdict =>
    'skipped' in verdict && !isCompared(at) ? { held: false, error: verdict.skipped } : verdict
  return hosts.map(({ host, verdicts }) => ({
    host,
    verdicts: 'skipped' in verdicts ? verdicts : verdicts.map(judged),
  }))
}

const hold = ({ verdicts }: HostVerdicts) =>
  'skipped' in verdicts || verdicts.every((one) => 'skipped' in one || one.held)

const without = (file: string) =>
  isDefinition(file)
    ? `${file} has no vectors, so nothing proves it. Add a request with what is expected of it: vectors: [{ settings: { … }, now: 1700000000, request: { method, url, body }, headers: { NAME: TEXT } }].`
    : withoutInCode(file)

const withoutInCode = (file: string) =>
  `${file} has no vectors, so nothing proves it. Add a request with what is expected of it: export const vectors = [{ settings: { … }, now: 1700000000, request: { method, url, body }, headers: { NAME: TEXT } }].`
