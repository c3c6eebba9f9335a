import {
  type AnyProvider,
  createDecider,
  createSigner,
  fromObject,
  type Host,
  headerValue,
  type SecretFilter,
  type Signed,
  type Step,
  secretFilter,
  secretsAt,
} from '@countersign/core'
import { rethrow } from '@countersign/core/secrets/conceal'
import { checkShape } from './shape.js'
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
    const steps: Step[] = []
    const signer = createSigner({ decider: open, host: vectorHost(vector, host) })
    const signed = await signer.apply(vector.request, (name, value) => void steps.push({ name, value }))
    if (!signed.provider) throw new VectorError(`The vector is not for ${provider.name}: ${signed.why}.`)
    return firstDifference(vector, steps, signed, conceal)
  } catch (thrown) {
    return rethrow(thrown, conceal)
  }
}

interface Pair {
  readonly step: string
  readonly expected: string
  readonly actual: string
}

/** In the order in which the provider takes its steps; what is sent comes last. */
function firstDifference(vector: Vector, steps: Step[], signed: Signed, conceal: SecretFilter): Checked {
  const pairs = [...stepPairs(vector, steps), ...headerPairs(vector, signed), ...urlPair(vector, signed)]
  const found = pairs.find(({ expected, actual }) => expected !== actual)
  if (!found) return { held: true }
  return {
    held: false,
    step: found.step,
    expected: conceal(found.expected),
    actual: conceal(found.actual),
  }
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

function headerPairs({ headers = {} }: Vector, { request }: Signed): Pair[] {
  return Object.entries(headers).map(([name, expected]) => {
    const actual = headerValue(request.headers, name)
    if (actual !== undefined) return { step: `header ${name}`, expected, actual }
    const sent = request.headers.map(([other]) => other).join(', ') || 'none'
    throw new VectorError(
      `The vector names the header "${name}", which is not sent. The headers that are sent: ${sent}.`,
    )
  })
}

const urlPair = ({ url }: Vector, { request }: Signed): Pair[] =>
  url === undefined ? [] : [{ step: 'url', expected: url, actual: request.url }]
