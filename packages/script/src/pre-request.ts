import { createDecider } from '@countersign/core/decider'
import { CountersignError, reasonOf } from '@countersign/core/errors'
import type { SecretFilter } from '@countersign/core/secrets/filter'
import { askVault } from './decide.js'
import type { ScriptParts } from './parts.js'
import { concealedPath } from './path.js'
import { urlOf } from './read.js'
import { type ScriptSettings, scriptSettings } from './settings.js'
import { sign, type Work } from './sign.js'
import type { Tool } from './tool.js'
import { NOT_SIGNED, OPENED } from './variables.js'

export type { ScriptParts }

/**
 * A pre-request script: reads the tool's request, renders and serialises it once, signs it, and writes back what was
 * signed. Whatever fails refuses the request. Nothing is awaited unless it has to be.
 */
export function preRequest(tool: Tool, parts: ScriptParts): void {
  const { providers } = parts
  const settings = scriptSettings(tool)
  const decider = createDecider({ providers, settings: settings.get })
  const { conceal } = decider
  const log = (line: string) => tool.log(`countersign: ${conceal(line)}`)
  const signed = (what: string, path: string) =>
    tool.log(`countersign: ${what} ${concealedPath(path, { providers, settings: settings.get, conceal })}`)
  const refuse = (thrown: unknown) => tool.refuse(reasonFor(tool, thrown, conceal))
  let pending: Promise<void> | undefined
  let failed: { readonly thrown: unknown } | undefined
  try {
    for (const name of [OPENED, NOT_SIGNED]) if (tool.run.get(name) !== undefined) tool.run.unset(name)
    const asked = tool.read()
    const url = urlOf(tool, asked)
    pending = start({ tool, parts, providers, decider, log, signed, asked, url }, settings)
  } catch (thrown) {
    failed = { thrown }
  }
  // Not within the `try`: a refusal may throw by itself.
  if (failed) refuse(failed.thrown)
  else if (pending) hold(tool, pending, refuse)
}

/** Keeps the tool waiting until all is done, and refuses the request if it fails. */
function hold(tool: Tool, pending: Promise<void>, refuse: (thrown: unknown) => void): void {
  const release = tool.hold()
  pending.then(release, (thrown) => {
    try {
      refuse(thrown)
    } finally {
      release()
    }
  })
}

function start(work: Work, settings: ScriptSettings): Promise<void> | undefined {
  const pending = askVault(work, settings)
  if (!pending) return sign(work)
  const giveBack = work.tool.withhold?.()
  return pending.then(() => {
    giveBack?.()
    return sign(work)
  })
}

function reasonFor({ entropyHint }: Tool, thrown: unknown, conceal: SecretFilter): string {
  const reason = reasonOf(thrown, conceal)
  const lacksRandom = thrown instanceof CountersignError && thrown.code === 'missing-capability'
  return lacksRandom && entropyHint ? `${reason} ${entropyHint}` : reason
}
