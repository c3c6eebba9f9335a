import { CountersignError } from '@countersign/core/errors'
import type { AnyProvider } from '@countersign/core/provider'
import { type Lease, leaseOf, memoryTokens, type TokenStore } from '@countersign/core/tokens'
import exec from 'k6/execution'
import { plannedUsers } from './planned-users.js'

/** A token that `setup()` handed out, as a store. */
export interface HeldTokens extends TokenStore {
  hold(lease: Lease): void
}

type Clock = { now(): number; wait(seconds: number): Promise<void> }

/** Each virtual user owns its token; where a new token ends the one before, there may be only one such user. */
export function ownTokens(provider: AnyProvider, drain: number, clock: Clock): TokenStore {
  const store = memoryTokens({ ...clock, drain })
  if (!provider.oneToken) return store
  checkUser(provider)
  let isChecked = false
  return {
    ...store,
    get(source, obtain) {
      if (!isChecked) checkTest(provider)
      isChecked = true
      return store.get(source, obtain)
    },
  }
}

/** At init k6 tells the number of this virtual user, and not how many there will be. */
function checkUser(provider: AnyProvider): void {
  if (__VU > 1) throw tooMany(provider)
}

/** Ends the test, where more users will come, or others run elsewhere. */
function checkTest(provider: AnyProvider): void {
  const alone = plannedUsers(exec.test.options) <= 1 && exec.vu.idInTest <= 1
  if (alone) return
  exec.test.abort(tooMany(provider).message)
  throw tooMany(provider)
}

function tooMany({ id, name }: AnyProvider): CountersignError {
  const message = `${name}: a new token ends the one before, so several virtual users lock each other out. Start \`countersign tokens\` and set COUNTERSIGN_TOKENS to its address; for a short test, hand one token out in setup() ({ tokens: 'setup' }).`
  return new CountersignError('token-request-failed', message, id)
}

/** Asks for a token in `setup()` only; virtual users have the one they hold. */
export function setupTokens(provider: AnyProvider, clock: Clock): HeldTokens {
  const store = memoryTokens(clock)
  let held: Lease | undefined
  return {
    async get(source, obtain) {
      if (source.use === 'once') return leaseOf(await obtain())
      if (held && clock.now() < held.useUntil) return held
      if (exec.vu.idInTest === 0) return store.get(source, obtain)
      throw notHeld(provider, held)
    },
    drop(source, token) {
      if (held?.token === token) held = undefined
      store.drop(source, token)
    },
    hold(lease) {
      held = lease
    },
  }
}

function notHeld({ id, name }: AnyProvider, held: Lease | undefined): CountersignError {
  const why = held
    ? 'the token of setup() has ended. For longer tests, start `countersign tokens`'
    : 'no token of setup() is held. Return lease() from setup(), and give it to hold()'
  return new CountersignError('token-request-failed', `${name}: ${why}.`, id)
}
