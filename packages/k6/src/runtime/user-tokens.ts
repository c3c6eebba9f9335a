import { CountersignError } from '@countersign/core/errors'
import type { AnyProvider } from '@countersign/core/provider'
import {
  type Lease,
  leaseOf,
  memoryTokens,
  type SyncTokenStore,
  type TokenSource,
} from '@countersign/core/tokens'
import { clock } from './clock.js'
import { exec } from './k6.js'
import { plannedUsers } from './planned-users.js'

/** A token that `setup()` handed out, as a store. */
export interface HeldTokens extends SyncTokenStore {
  hold(lease: Lease): void
}

/** Each virtual user owns its token; if a new token ends the one before, there may be only one such user. */
export function userTokens(provider: AnyProvider, drain: number): SyncTokenStore {
  const store = memoryTokens({ ...clock, drain })
  if (!provider.oneToken) return store
  checkUser(provider)
  let isChecked = false

  function checked(): typeof store {
    if (!isChecked) checkTest(provider)
    isChecked = true
    return store
  }
  return {
    ...store,
    get: (source, obtain) => checked().get(source, obtain),
    getSync: (source, obtain) => checked().getSync(source, obtain),
  }
}

/** At init k6 tells the number of this virtual user, and not how many there will be. */
function checkUser(provider: AnyProvider): void {
  if (__VU > 1) throw tooMany(provider)
}

/** Ends the test if more users will come, or others run elsewhere. */
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

/** Requests a token in `setup()` only; virtual users use the one they hold. */
export function setupTokens(provider: AnyProvider): HeldTokens {
  const store = memoryTokens(clock)
  let given: Lease | undefined

  const held = ({ use }: TokenSource) =>
    use !== 'once' && given && clock.now() < given.useUntil ? given : undefined

  function inSetup(): typeof store {
    if (exec.vu.idInTest === 0) return store
    throw notHeld(provider, given)
  }
  return {
    held,
    async get(source, obtain) {
      if (source.use === 'once') return leaseOf(await obtain())
      return held(source) ?? inSetup().get(source, obtain)
    },
    getSync(source, obtain) {
      if (source.use === 'once') return leaseOf(obtain())
      return held(source) ?? inSetup().getSync(source, obtain)
    },
    drop(source, token) {
      if (given?.token === token) given = undefined
      store.drop(source, token)
    },
    hold(lease) {
      given = lease
    },
  }
}

function notHeld({ id, name }: AnyProvider, given: Lease | undefined): CountersignError {
  const why = given
    ? 'the token of setup() has ended. For longer tests, start `countersign tokens`'
    : 'no token of setup() is held. Return lease() from setup(), and pass it to hold()'
  return new CountersignError('token-request-failed', `${name}: ${why}.`, id)
}
