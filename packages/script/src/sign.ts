import type { Claim } from '@countersign/core/decider'
import type { Host } from '@countersign/core/host'
import { needsOf } from '@countersign/core/needs'
import { withList } from '@countersign/core/patch'
import type { Call, SignedChange } from '@countersign/core/provider'
import { callOf } from '@countersign/core/signing/call'
import { changeOf } from '@countersign/core/signing/change'
import { setUp } from '@countersign/core/signing/ready'
import { decide, leave, type Question, sayMisspelt } from './decide.js'
import { scriptHost } from './host.js'
import { changesIn, remember, signatureOf } from './memory.js'
import type { ScriptParts } from './parts.js'
import { readRequest, type WireRequest, withToolAuth } from './read.js'
import type { Tool, ToolRequest } from './tool.js'
import { waiting } from './waiting.js'
import { writeRequest } from './write.js'

/** One request in its tool. */
export interface Work extends Question {
  readonly tool: Tool
  readonly parts: ScriptParts
  readonly asked: ToolRequest
  /** Logs a line, no secret of any provider in it. */
  log(line: string): void
  /** Logs that a request was signed. */
  signed(what: string, path: string): void
}

/** Signs now if nothing must be awaited. @throws {CountersignError} whatever is wrong, before anything is changed */
export function sign(work: Work): Promise<void> | undefined {
  const { tool, asked, url } = work
  const claim = decide(work)
  if (!claim.acts) return leave(work, claim)
  sayMisspelt(work, claim.provider)
  const wire = readRequest(tool, asked, url)
  const host = hostFor(work, wire)
  const before = signatureOf(tool)
  // The script stands at two levels of a collection.
  if (before && !before.done && changesIn(wire.request, before).length === 0) return undefined
  return signWith(host, claim, wire, work)
}

function hostFor({ tool, parts, url }: Work, { request }: WireRequest): Host {
  const about = `${url} ${request.body}`
  const sealing = parts.cipher?.toSeal(tool, about)
  return scriptHost(tool, { ...sealing, ...parts.signer?.(tool, about, sealing?.random) })
}

function signWith(host: Host, claim: Claim, wire: WireRequest, work: Work): Promise<void> | undefined {
  const { tool } = work
  const { provider } = claim
  const call = callFor(host, claim, wire, work)
  const needs = needsOf(provider, call)
  if (needs.body && wire.problem !== undefined) throw wire.problem
  const finish = (change: SignedChange) => {
    const sent = writeRequest(tool, wire, change, needs.body)
    remember(tool, sent, change, needs.body)
    work.signed(`${provider.id} signed ${sent.method}`, claim.url.path)
  }
  const pending = waiting.sign(call, provider)
  if (!pending) return finish(withList(changeOf(call, provider))) as undefined
  tool.withhold?.()
  return pending.then(finish)
}

function callFor(host: Host, claim: Claim, wire: WireRequest, work: Work): Call<unknown> {
  const { provider, values } = claim
  const { tool, decider, log } = work
  const names = () => decider.names(provider)
  const settings = setUp(provider, values, { host, warn: log }, { names })
  return callOf(claim, withToolAuth(wire, tool.render), settings, host)
}
