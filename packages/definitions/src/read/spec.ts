import type { Setting } from '@countersign/core'
import type { Plan } from '../expression/plan.js'
import type { Spec } from '../runtime/spec.js'
import type { All } from './all.js'
import { drawsIn } from './draws.js'
import { headerSpec, stepSpec } from './part-specs.js'
import type { Part } from './parts.js'
import { sentParts } from './sent.js'
import type { Step } from './steps.js'
import { tokenParts } from './token.js'
import { tokenSpec } from './token-spec.js'
import type { Written } from './written.js'
import type { Source } from './yaml.js'

/** What a definition is made into. */
export function specOf(source: Source, written: Written, all: All): Spec<Plan> {
  const { token } = written
  const { steps, sent, forSend, forToken, parts } = all
  const nonce = drawsIn(parts).find(({ kind }) => kind === 'nonce')
  return {
    ...aboutOf(source, written),
    settings: settingsOf(written, all),
    how: howOf(written, parts),
    coversBody: sent.body !== undefined || forSending(all).some(({ values }) => values.has('body')),
    ...(nonce && { nonce: { called: nonce.part.name, pattern: /^[0-9A-Za-z._-]+$/ } }),
    steps: steps.map((step) => ({
      ...stepSpec(step),
      ...(isHidden(step, all) && { hidden: true }),
      ...(forToken.has(step.name) && !forSend.has(step.name) && { forToken: true }),
    })),
    headers: sent.headers.map(headerSpec),
    secrets: sent.secrets,
    ...(sent.query && { query: stepSpec(sent.query) }),
    ...(sent.body && { body: stepSpec(sent.body) }),
    ...(token && all.token && { token: tokenSpec(source, token, all.token, all) }),
  }
}

function aboutOf({ file }: Source, { id, name = id, docs, hosts = [], paths, baseUrl, examples }: Written) {
  return {
    id,
    name,
    file: file.replace(/^.*[\\/]/, ''),
    hosts,
    ...(docs !== undefined && { sources: [docs].flat() }),
    ...(paths && { paths }),
    ...(baseUrl !== undefined && { baseUrl }),
    ...(examples && { examples }),
  }
}

/** In a few words, how it signs. */
function howOf({ token }: Written, parts: readonly Part[]): string {
  const algorithms = [...new Set(parts.flatMap((part) => [...part.algorithms]))]
  const all = [...(token ? ['a token'] : []), ...algorithms]
  return all.length > 0 ? all.join(', ') : 'headers'
}

/** What is sent, and the steps that go into it. */
const forSending = ({ sent, steps, forSend }: All): readonly Part[] => [
  ...sentParts(sent),
  ...steps.filter(({ name }) => forSend.has(name)),
]

const settingsOf = (written: Written, all: All): readonly Setting[] =>
  all.settings.map((setting) => ({
    ...setting,
    ...(isPrivateKey(setting, written, all.parts) && { kind: 'pem' as const }),
    ...(isForToken(setting.name, all) && { forTokens: true }),
  }))

/** A step that shows a secret, or is a key that a secret went into. */
function isHidden(step: Step, { parts, settings }: All): boolean {
  if (step.reveals.size > 0) return true
  const isSecret = settings.some(({ name, secret }) => secret && step.settings.has(name))
  return isSecret && parts.some(({ keys }) => keys.has(step.name))
}

/** What signs as a private key is PEM, which has lines, if nothing else is said. */
function isPrivateKey({ name }: Setting, { settings }: Written, parts: readonly Part[]): boolean {
  const written = settings?.[name]
  const isOpen = typeof written === 'string' || written?.kind === undefined
  return isOpen && parts.some(({ signingKeys }) => signingKeys.has(name))
}

/** Whether only the request for a token needs a setting. */
function isForToken(name: string, all: All): boolean {
  const isIn = (parts: readonly Part[]) => parts.some(({ settings }) => settings.has(name))
  return all.token !== undefined && isIn(tokenParts(all.token)) && !isIn(forSending(all))
}
