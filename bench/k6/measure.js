// How long calls take inside one k6 process. Short chunks in turns: what disturbs the machine then disturbs all alike.
import exec from 'k6/execution'

const ROUNDS = Number(__ENV.ROUNDS ?? 200)
const CHUNK_MS = Number(__ENV.CHUNK ?? 4)

/** Milliseconds per call, by the names of the calls, as often as there are rounds; printed for `runIn`. */
export async function measure(calls) {
  const sizes = {}
  const times = {}
  for (const [name, call] of Object.entries(calls)) {
    sizes[name] = await sizeOf(call)
    times[name] = []
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, call] of Object.entries(calls)) times[name].push(await timeOf(call, sizes[name]))
  }
  console.log(`@@${JSON.stringify(times)}`)
}

/** How many calls fill a chunk. */
async function sizeOf(call) {
  for (let size = 1; ; size *= 2) {
    const took = (await timeOf(call, size)) * size
    if (took >= CHUNK_MS / 2) return Math.ceil((size * CHUNK_MS) / took)
  }
}

let instance
/** Milliseconds with a fraction, which Date.now() lacks. */
const clock = () => instance.currentTestRunDuration

/** Milliseconds per call. */
async function timeOf(call, size) {
  instance ??= exec.instance
  const isAsync = call() instanceof Promise
  const start = clock()
  if (isAsync) for (let at = 0; at < size; at++) await call()
  else for (let at = 0; at < size; at++) call()
  return (clock() - start) / size
}
