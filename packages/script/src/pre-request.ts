import { createDecider, type Decider, type Decision, type PassThrough } from '@countersign/core/decider'
import { CountersignError, reasonOf } from '@countersign/core/errors'
import type { AnyProvider } from '@countersign/core/provider'
import type { SecretFilter } from '@countersign/core/secrets/filter'
import { hostsSetting } from '@countersign/core/settings'
import { createSigner, type Signed } from '@countersign/core/signer'
import { hostNotFilled, hostsNotFilled, mayBeListed, unfilledHost } from './authority.js'
import type { CipherParts } from './cipher.js'
import { scriptHost } from './host.js'
import { changesIn, remember, signatureOf } from './memory.js'
import type { Opener } from './open.js'
import { concealedPath } from './path.js'
import { readRequest, urlOf, withToolAuth } from './read.js'
import { type ScriptSettings, scriptSettings } from './settings.js'
import type { SignerParts } from './signer.js'
import type { Tool, ToolRequest } from './tool.js'
import { OPENED } from './variables.js'
import { writeRequest } from './write.js'

export interface ScriptParts {
  readonly providers: readonly AnyProvider[]
  /** For providers that seal bodies. */
  readonly cipher?: CipherParts
  /** For providers that sign by a private key. */
  readonly signer?: SignerParts
  /** For providers that open responses, in a post-response script. */
  readonly open?: Opener
}

/**
 * A pre-request script: reads the tool's request, renders and serialises it once, signs it, and writes back what was
 * signed. Whatever fails refuses the request. Nothing is awaited unless it has to be.
 */
export function preRequest(tool: Tool, parts: ScriptParts): void {
  const settings = scriptSettings(tool)
  const decider = createDecider({ providers: parts.providers, settings: settings.get })
  const guarded = concealing(tool, decider.conceal)
  let pending: Promise<void> | undefined
  let reason: string | undefined
  try {
    if (tool.run.get(OPENED) !== undefined) tool.run.unset(OPENED)
    const secrets = { providers: parts.providers, settings: settings.get, conceal: decider.conceal }
    const signed = (what: string, path: string) =>
      tool.log(`countersign: ${what} ${concealedPath(path, secrets)}`)
    pending = start({ tool: guarded, parts, decider, signed }, settings)
  } catch (thrown) {
    reason = reasonFor(tool, thrown)
  }
  if (reason !== undefined) guarded.refuse(reason)
  else if (pending) hold(guarded, pending)
}

/** No message of the tool holds a secret of any provider. */
const concealing = (tool: Tool, conceal: SecretFilter): Tool => ({
  ...tool,
  log: (line) => tool.log(conceal(line)),
  refuse: (reason) => tool.refuse(conceal(reason)),
})

/** Keeps the tool waiting until all is done, and refuses the request if it fails. */
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

interface Script {
  readonly tool: Tool
  readonly parts: ScriptParts
  readonly decider: Decider
  /** Logs that a request was signed. */
  signed(what: string, path: string): void
}

interface Work extends Script {
  readonly asked: ToolRequest
  readonly url: string
}

function start(script: Script, settings: ScriptSettings): Promise<void> | undefined {
  const { tool } = script
  const asked = tool.read()
  const url = urlOf(tool, asked)
  const work = { ...script, asked, url }
  const pending = askVault(work, settings)
  if (!pending) return sign(work)
  const giveBack = tool.withhold?.()
  return pending.then(() => {
    giveBack?.()
    return sign(work)
  })
}

/** Asks the tool's store of secrets for what is needed to decide. Nobody knows whose host an unfilled one is. */
function askVault({ url, decider, parts }: Work, settings: ScriptSettings): Promise<void> | undefined {
  return settings.askSecrets(() => (unfilledHost(url) ? parts.providers : decider.matching(url)))
}

/**
 * @throws {CountersignError} all of a decider's, and on a host, or a list of hosts, that still holds a variable:
 * `invalid-url`, `invalid-setting`
 */
function decide({ url, decider, parts }: Work): Decision {
  const decision = decider(url)
  if (decision.acts || decision.reason === 'off') return decision
  const variable = unfilledHost(url)
  const configured = parts.providers.filter((provider) => Object.keys(decider.values(provider)).length > 0)
  if (variable && configured.length > 0) throw hostNotFilled(variable, configured)
  const unsure = configured.find((provider) => mayBeListed(url, decider.values(provider).hosts ?? ''))
  if (unsure) throw hostsNotFilled(unsure, hostsSetting(unsure).variable)
  return decision
}

/** Signs now if nothing must be awaited. */
function sign(work: Work): Promise<void> | undefined {
  const { tool, parts, asked, url, decider } = work
  const decision = decide(work)
  if (!decision.acts) return leave(tool, decision, parts.providers)
  const wire = readRequest(tool, asked, url)
  const about = `${url} ${wire.request.body}`
  const host = scriptHost(tool, { ...parts.cipher?.toSeal(tool, about), ...parts.signer?.(tool, about) })
  const before = signatureOf(tool)
  // The script stands at two levels of a collection.
  if (before && !before.done && changesIn(wire.request, before, host.hash).length === 0) return undefined
  const request = withToolAuth(wire, tool.render)
  const signer = createSigner({ decider, host, warn: (text) => tool.log(`countersign: ${text}`) })
  const needs = signer.needs(request)
  const covered = needs?.body === true
  if (covered && wire.problem !== undefined) throw wire.problem
  const finish = ({ patch }: Signed) => {
    const sent = writeRequest(tool, wire, patch, covered)
    remember(tool, sent, patch, covered, host.hash)
    work.signed(`${decision.provider.id} signed ${sent.method}`, decision.url.path)
  }
  if (!needs?.waits) return finish(signer.sign(request)) as undefined
  tool.withhold?.()
  return signer.apply(request).then(finish)
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
