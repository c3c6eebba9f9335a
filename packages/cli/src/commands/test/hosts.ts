import { algorithmsOf } from '@countersign/bundle'
import type { Host } from '@countersign/core'
import { nodeHost, nodeRandom } from '@countersign/hosts/node'
import { portableCipher, portableHost, portableSigner } from '@countersign/hosts/portable'
import { checkVector } from '@countersign/verify/vectors'
import { unlocking } from '../../node-host.js'
import { moduleOf } from '../../use/bundled.js'
import { placeOf } from '../../use/places.js'
import { type Case, type HostVerdicts, isOnPurpose, type Verdict, verdictOf } from './result.js'

/** The hosts that run in this process: native, and what Newman and Insomnia's sandbox have. */
const HOSTS: readonly Host[] = [
  { ...nodeHost(), unlock: unlocking.unlock },
  portableHost({
    name: 'portable',
    random: nodeRandom,
    cipher: portableCipher({ random: nodeRandom }),
    signer: portableSigner({ name: 'portable', random: nodeRandom }),
    unlock: unlocking.unlock,
  }),
]

/** Checks all vectors on the hosts of this process. */
export async function checkHere(cases: readonly Case[]): Promise<HostVerdicts[]> {
  const refusals = await refusalsOf(cases)
  return Promise.all(
    HOSTS.map(async (host) => ({
      host: host.name,
      verdicts: await Promise.all(
        cases.map((one) => {
          const error = host.name === 'Node' ? undefined : refusals.get(one.used.file)
          return error === undefined ? check(one, host) : { held: false as const, error }
        }),
      ),
    })),
  )
}

/** Why no other tool could run a file: it imports what only Node has. */
async function refusalsOf(cases: readonly Case[]): Promise<ReadonlyMap<string, string>> {
  const refusals = new Map<string, string>()
  for (const { used } of cases) {
    if (refusals.has(used.file) || used.definition) continue
    await algorithmsOf([moduleOf(used)]).catch(({ message }: Error) => refusals.set(used.file, message))
  }
  return refusals
}

async function check({ used, vector }: Case, host: Host): Promise<Verdict> {
  try {
    return await checkVector(used.provider, vector, host)
  } catch (thrown) {
    return located(verdictOf(thrown), thrown)
  }
}

/** A mistake in the code of a file needs its place. */
function located(verdict: Verdict, thrown: unknown): Verdict {
  if (!('error' in verdict) || isOnPurpose(thrown)) return verdict
  const place = placeOf(thrown)
  return place === undefined ? verdict : { held: false, error: `${place}: ${verdict.error}` }
}
