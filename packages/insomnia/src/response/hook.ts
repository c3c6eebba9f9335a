import { reasonOf } from '@countersign/core/errors'
import { headerValue } from '@countersign/core/message'
import { collect } from '@countersign/core/trace'
import { type Judgement, judge, type Parts } from '../classify.js'
import type { ResponseContext } from '../context.js'
import type { Memory, Seen } from '../history.js'
import { complain, log, show, warn } from '../refuse.js'
import { headersOf } from '../request/read.js'
import { checkSize } from '../size.js'
import { answerBody } from './body.js'
import { certificateHint } from './certificate.js'
import { noteChanges } from './changes.js'

/**
 * Opens a sealed answer in place. Never throws, since Insomnia would lose the answer: what does not open stays as it
 * came, and the reason is shown.
 */
export async function responseHook(context: ResponseContext, parts: Parts, memory: Memory): Promise<void> {
  try {
    const judged = await judge(context.request, parts)
    if (judged.kind !== 'ours') return
    const seen = memory.of(String(context.request.getId()))
    heed(context, judged, seen)
    await hint(context, judged, seen)
    if (isOpenable(context)) await open(context, judged, seen)
  } catch (thrown) {
    complain(`the answer stays as it came: ${reasonOf(thrown)}`)
    // Nobody waits for the window: after ten seconds the sandbox would give up the hook, and the answer with it.
    void show(context.app, 'full', 'Countersign: the answer stays as it came', reasonOf(thrown))
  }
}

type Ours = Extract<Judgement, { kind: 'ours' }>

/** What an answer's status and date tell: a refused token is forgotten, and the clock is compared. */
function heed({ request, response }: ResponseContext, { signer }: Ours, seen: Seen | undefined): void {
  if (!seen) return
  const status = response.getStatusCode()
  seen.status = status
  const date = Date.parse(String(response.getHeader('date')))
  if (!Number.isNaN(date)) seen.clockAhead = Math.round((Date.now() - date) / 1000)
  noteChanges(request, seen)
  const token = seen.signed?.patch.token?.value
  const sent = headerValue(headersOf(request), 'Authorization')
  if (seen.signed && token && sent === `Bearer ${token}` && signer.noteStatus(seen.signed, status)) {
    seen.notes.push('The token was refused and is forgotten: send once more.')
    log('the token was refused and is forgotten; the next send asks for a new one')
  }
}

async function hint(context: ResponseContext, { claim }: Ours, seen: Seen | undefined): Promise<void> {
  const { response } = context
  const body = () => answerBody(response)
  const text = await certificateHint(claim.provider, response.getStatusCode(), claim.url.host, body)
  if (!text) return
  seen?.notes.push(text)
  warn(text)
  // Nobody waits for the window: the answer is there.
  void show(context.app, 'full', 'Countersign: a client certificate?', text)
}

function isOpenable({ request, response }: ResponseContext): boolean {
  const status = response.getStatusCode()
  return (
    status >= 200 && status < 300 && status !== 204 && status !== 205 && !/^HEAD$/i.test(request.getMethod())
  )
}

async function open(context: ResponseContext, judged: Ours, seen: Seen | undefined): Promise<void> {
  const { response, request } = context
  const { claim, signer, world } = judged
  if (!claim.provider.open) return
  checkSize('answer', response.getBytesRead?.() ?? 0, world)
  const body = await answerBody(response)
  if (body === undefined) return
  // More than came over the network, where it was packed.
  checkSize('answer', body.length, world)
  const { steps, trace } = collect()
  const answer = { status: response.getStatusCode(), headers: [], body }
  const opened = await signer.open(request.getUrl(), answer, trace)
  if (opened.body !== undefined) await response.setBody(world.held(opened.body))
  for (const { name, value } of steps) seen?.notes.push(`${name}: ${value}`)
  if (steps.length > 0)
    log(`${claim.provider.id} answered: ${steps.map(({ name, value }) => `${name}: ${value}`)}`)
}
