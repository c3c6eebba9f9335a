import { createDecider, type Decider, type PassThrough } from '@countersign/core/decider'
import { CountersignError, reasonOf } from '@countersign/core/errors'
import type { AnyProvider } from '@countersign/core/provider'
import { createSigner, type Signed } from '@countersign/core/signer'
import type { CipherParts } from './cipher.js'
import { scriptHost } from './host.js'
import { isSigned, rememberSigned } from './once.js'
import { readRequest, urlOf, withToolAuth } from './read.js'
import { scriptSettings } from './settings.js'
import type { Tool, ToolRequest } from './tool.js'
import { OPENED, SEALED } from './variables.js'
import { writeRequest } from './write.js'

export interface ScriptParts {
  readonly providers: readonly AnyProvider[]
  /** For providers that seal bodies. */
  readonly cipher?: CipherParts
}

/**
 * A pre-request script: reads the tool's request, renders and serialises it once, signs it, and writes back what was
 * signed. Whatever fails refuses the request. Nothing is awaited where nothing has to be.
 */
export function preRequest(tool: Tool, parts: ScriptParts): void {
  let pending: Promise<void> | undefined
  let reason: string | undefined
  try {
    forget(tool, OPENED)
    forget(tool, SEALED)
    pending = start(tool, parts)
  } catch (thrown) {
    reason = reasonFor(tool, thrown)
  }
  if (reason !== undefined) tool.refuse(reason)
  else if (pending) hold(tool, pending)
}

function forget({ run }: Tool, name: string): void {
  if (run.get(name) !== undefined) run.unset(name)
}

/** Keeps the tool waiting until all is done, and refuses where it fails. */
function hold(tool: Tool, pending: Promise<void>): void {
  const release = tool.hold()
  pending.then(release, (thrown) => {
    try {
      tool.refuse(reasonFor(tool, thrown))
    } finally {
      release()
    }
  })
}

function start(tool: Tool, parts: ScriptParts): Promise<void> | undefined {
  const asked = tool.read()
  const url = urlOf(tool, asked)
  const settings = scriptSettings(tool)
  const decider = createDecider({ providers: parts.providers, settings: settings.get })
  const work = () => sign({ tool, parts, asked, url, decider })
  const pending = settings.askSecrets(decider, url)
  if (!pending) return work()
  const giveBack = tool.withhold?.()
  return pending.then(() => {
    giveBack?.()
    return work()
  })
}

interface Work {
  readonly tool: Tool
  readonly parts: ScriptParts
  readonly asked: ToolRequest
  readonly url: string
  readonly decider: Decider
}

/** Signs now if nothing must be awaited. */
function sign({ tool, parts, asked, url, decider }: Work): Promise<void> | undefined {
  const decision = decider(url)
  if (!decision.acts) return leave(tool, decision, parts.providers)
  const wire = readRequest(tool, asked, url)
  if (isSigned(tool, wire.request)) return undefined
  tool.withhold?.()
  const request = withToolAuth(wire, tool.render)
  const host = scriptHost(tool, parts.cipher?.toSeal(tool, `${url} ${request.body}`))
  const signer = createSigner({ decider, host, warn: (text) => tool.log(`countersign: ${text}`) })
  const needs = signer.needs(request)
  if (needs?.body && wire.problem !== undefined) throw wire.problem
  const finish = ({ patch }: Signed) => {
    const sent = writeRequest(tool, wire, patch, needs?.body === true)
    if (patch.body !== undefined) tool.run.set(SEALED, 'yes')
    rememberSigned(tool, sent)
    tool.log(`countersign: ${decision.provider.id} signed ${sent.method} ${decision.url.path}`)
  }
  if (needs?.waits) return signer.apply(request).then(finish)
  finish(signer.sign(request))
  return undefined
}

const LEFT = 'COUNTERSIGN_LEFT_ALONE'

/** Says once per run that requests are left alone. A script for one provider that finds nothing set is a mistake. */
function leave(tool: Tool, { reason, why }: PassThrough, providers: readonly AnyProvider[]): undefined {
  const [only] = providers
  if (reason === 'unconfigured' && only && providers.length === 1) throw nothingSet(only)
  if (tool.run.get(LEFT) !== undefined) return
  tool.run.set(LEFT, 'yes')
  tool.log(`countersign: left a request as it is, and will not repeat this: ${why}`)
}

function nothingSet({ id, name }: AnyProvider): CountersignError {
  return new CountersignError(
    'missing-setting',
    `${name}: no variable of its settings is there. Choose the environment that has them.`,
    id,
  )
}

function reasonFor({ entropyHint }: Tool, thrown: unknown): string {
  const lacksRandom = thrown instanceof CountersignError && thrown.code === 'missing-capability'
  return lacksRandom && entropyHint ? `${reasonOf(thrown)} ${entropyHint}` : reasonOf(thrown)
}
