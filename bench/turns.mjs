// Calls that take turns in this process, in short chunks: what disturbs the machine then disturbs all of them alike.
const CHUNK = 4
const ROUNDS = 120
const FEWEST = 5
// In CPU time, which a busy machine does not shorten. Code is compiled well only after some thousand calls.
const WARM_UP_MS = 500
const MOST_MS_EACH = 2000

const cpuTime = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** Warms a call up. @returns how many of it fill a chunk */
async function sizeOf(call) {
  const end = cpuTime() + WARM_UP_MS
  let took
  for (let size = 1; took === undefined || cpuTime() < end; size = Math.max(1, Math.round(CHUNK / took)))
    took = await timeOf(call, size)
  return Math.max(1, Math.round(CHUNK / took))
}

/** Milliseconds of one call, of so many in a row. A call that gives no promise is not awaited: that would cost it. */
async function timeOf(call, size) {
  const start = performance.now()
  const first = call()
  if (first instanceof Promise) {
    await first
    for (let n = 1; n < size; n++) await call()
  } else for (let n = 1; n < size; n++) call()
  return (performance.now() - start) / size
}

/** @returns the milliseconds of each call, round by round; the order turns, too */
export async function inTurns(calls) {
  const sizes = []
  for (const call of calls) sizes.push(await sizeOf(call))
  const times = calls.map(() => [])
  const end = cpuTime() + MOST_MS_EACH * calls.length
  for (let round = 0; round < FEWEST || (round < ROUNDS && cpuTime() < end); round++)
    for (let n = 0; n < calls.length; n++) {
      const at = (n + round) % calls.length
      times[at].push(await timeOf(calls[at], sizes[at]))
    }
  return times
}
