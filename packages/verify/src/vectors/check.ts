import {
  type AnyProvider,
  collect,
  createDecider,
  createSigner,
  type Decision,
  fromObject,
  type Host,
  type SecretFilter,
  type Signed,
  type Step,
  secretFilter,
  secretsAt,
} from '@countersign/core'
import { rethrow } from '@countersign/core/secrets/conceal'
import { headerPairs, type Pair } from './pairs.js'
import { checkShape } from './shape.js'
import { tokenPairs } from './token-request.js'
import { type Checked, type Vector, VectorError } from './vector.js'
import { vectorHost } from './vector-host.js'

/**
 * Signs a vector's request on a host and compares what the vector names. Sends nothing.
 * @throws {VectorError} if the vector is of another provider, or names what the provider does not have
 * @throws {CountersignError} whatever signing throws
 * @example await checkVector(acme, vectors[0], nodeHost())
 */
export async function checkVector(provider: AnyProvider, vector: Vector, host: Host): Promise<Checked> {
  checkShape(vector, provider)
  const settings = fromObject(provider, vector.settings)
  const conceal = secretFilter([...secretsAt([provider], settings), vector.token ?? ''])
  try {
    const decider = createDecider({ providers: [provider], settings })
    // Values are compared as they are, and hidden when they are shown.
    const open = Object.assign((url: string) => decider(url), { ...decider, conceal: (text: string) => text })
    const { steps, trace } = collect()
    const signer = createSigner({ decider: open, host: vectorHost(vector, host) })
    checkOwner(signer.decide(vector.request.url), provider)
    const token = await tokenPairs(vector, signer, trace)
    const signed = isSigned(vector) ? await signer.apply(vector.request, trace) : undefined
    const pairs = [...stepPairs(vector, steps), ...token, ...(signed ? sentPairs(vector, signed) : [])]
    return firstDifference(pairs, steps, conceal)
  } catch (thrown) {
    return rethrow(thrown, conceal)
  }
}

/** One with nothing but a token request needs no token. */
const isSigned = ({ tokenRequest, token, headers, url }: Vector) =>
  !tokenRequest || [token, headers, url].some((one) => one !== undefined)

function checkOwner(decision: Decision, { name }: AnyProvider): void {
  if (decision.acts) return
  const remedy = `Correct the URL of its request; or, if the vector is published for another host, add that to its settings: hosts`
  throw new VectorError(`The vector is not for ${name}: ${decision.why}. ${remedy}.`)
}

/** In the order in which the provider takes its steps; what is sent comes last. */
function firstDifference(pairs: readonly Pair[], steps: readonly Step[], conceal: SecretFilter): Checked {
  const found = pairs.find(({ expected, actual }) => expected !== actual)
  if (!found) return { held: true }
  return {
    held: false,
    step: found.step,
    expected: conceal(found.expected),
    actual: conceal(found.actual),
    steps: stepsBefore(found.step, steps).map(({ name, value }) => ({ name, value: conceal(String(value)) })),
  }
}

// What core traces of every request.
const COMMON = new Set(['provider', 'why', 'how', 'bodyLength', 'bodySha256', 'bodyStart', 'bodyLineEnds'])

/** The steps before one of them, or all of them before what is sent. */
function stepsBefore(step: string, steps: readonly Step[]): readonly Step[] {
  const own = steps.filter(({ name }) => !COMMON.has(name))
  const at = own.findIndex(({ name }) => name === step)
  return at < 0 ? own : own.slice(0, at)
}

function stepPairs({ steps: expected = {} }: Vector, steps: readonly Step[]): Pair[] {
  const actual = new Map(steps.map(({ name, value }) => [name, String(value)]))
  const unknown = Object.keys(expected).find((name) => !actual.has(name))
  if (unknown !== undefined) {
    const names = [...actual.keys()].join(', ')
    throw new VectorError(
      `The vector names the step "${unknown}", which is not among the steps of its request: ${names}.`,
    )
  }
  return [...actual].flatMap(([step, value]) =>
    Object.hasOwn(expected, step) ? [{ step, expected: String(expected[step]), actual: value }] : [],
  )
}

const sentPairs = ({ headers, url }: Vector, { request }: Signed): Pair[] => [
  ...headerPairs(headers, request.headers),
  ...(url === undefined ? [] : [{ step: 'url', expected: url, actual: request.url }]),
]
