import type { Host } from '@countersign/core'
import { nodeHost, nodeRandom } from '@countersign/hosts/node'
import { portableCipher, portableHost, portableSigner } from '@countersign/hosts/portable'
import { checkVector } from '@countersign/verify/vectors'
import { unlocking } from '../../node-host.js'
import { type Case, type HostVerdicts, type Verdict, verdictOf } from './result.js'

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
export const checkHere = (cases: readonly Case[]): Promise<HostVerdicts[]> =>
  Promise.all(
    HOSTS.map(async (host) => ({
      host: host.name,
      verdicts: await Promise.all(cases.map((one) => check(one, host))),
    })),
  )

async function check({ used, vector }: Case, host: Host): Promise<Verdict> {
  try {
    return await checkVector(used.provider, vector, host)
  } catch (thrown) {
    return verdictOf(thrown)
  }
}
