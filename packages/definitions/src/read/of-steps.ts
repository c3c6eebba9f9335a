import type { Setting } from '@countersign/core'
import type { Definition } from '../definition.js'
import type { KnownStep, Scope } from '../expression/scope.js'
import { fault } from '../fault.js'
import type { All } from './all.js'
import { backwards } from './backwards.js'
import type { Part } from './parts.js'
import { readSent, sentParts } from './sent.js'
import { specOf } from './spec.js'
import { checkUsed, neededBy, readSteps } from './steps.js'
import { readToken, tokenParts } from './token.js'
import { readVectors } from './vectors.js'
import { type Written, windowOf } from './written.js'
import type { Source } from './yaml.js'

/** A definition that has steps of its own. */
export function ofSteps(source: Source, written: Written, settings: readonly Setting[]): Definition {
  const all = readAll(source, written, settings)
  const { sent, steps, forSend, parts, token } = all
  const needed = steps.filter(({ name }) => forSend.has(name))
  const { notes, written: places } = backwards(source.file, sent, needed, windowOf(written))
  const signs = parts.some(({ waits }) => waits)
  const isWebhook = written.webhook !== undefined
  return {
    file: source.file,
    id: written.id,
    name: written.name ?? written.id,
    isWebhook,
    waits: signs || token !== undefined,
    signs,
    spec: { ...specOf(source, written, all), ...(places && { written: places }) },
    vectors: readVectors(source, written.vectors ?? [], {
      settings,
      steps: steps.map(({ name }) => name),
      headers: sent.headers.map(({ header }) => header),
      hosts: written.hosts ?? [],
      isWebhook,
    }),
    notes,
  }
}

const BEARER = { headers: { Authorization: 'Bearer {token}' } }

function readAll(source: Source, written: Written, settings: readonly Setting[]): All {
  const scope = scopeOf(written, settings)
  const steps = readSteps(source, written.steps ?? {}, scope)
  const key = written.webhook ? 'webhook' : 'send'
  const sent = readSent(source, key, written.webhook ?? written.send ?? BEARER, written.secret ?? [], scope)
  const token = written.token && readToken(source, written.token, { ...scope, inToken: true })
  const own = sentParts(sent)
  const asked = token ? tokenParts(token) : []
  const forSend = neededBy(own, steps)
  const forToken = neededBy(asked, steps)
  checkUsed(source, steps, new Set([...forSend, ...forToken]))
  if (token) checkTokenUsed(source, [...own, ...steps])
  const parts = [...own, ...asked, ...steps]
  return { settings, steps, sent, forSend, forToken, parts, ...(token && { token }) }
}

function checkTokenUsed(source: Source, parts: readonly Part[]): void {
  if (parts.some(({ values }) => values.has('token'))) return
  const line = source.lineOfKey(['token'])
  throw fault({ file: source.file, line }, 'nothing uses {token}. Send it, or take token out.', 'token')
}

function scopeOf({ id, steps, token }: Written, settings: readonly Setting[]): Scope {
  let places = 0
  return {
    id,
    settings: new Map(settings.map((setting) => [setting.name, setting])),
    steps: new Map<string, KnownStep>(),
    allSteps: Object.keys(steps ?? {}),
    hasToken: token !== undefined,
    place: () => places++,
  }
}
