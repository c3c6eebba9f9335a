// What each request of a collection takes in Newman, all of them in turns.
import newman from 'newman'
import { ratioOf } from '../report/spread.mjs'

const WARM_UP = 20
const ROUNDS = 150

/**
 * Milliseconds of every round, by the names of the requests: by the clock, and of processors, which other work hardly
 * changes.
 * @returns { clock, cpu }
 */
export function newmanTimes(collection) {
  const took = { clock: {}, cpu: {} }
  let started = 0
  let spent
  return new Promise((resolve, reject) => {
    const running = newman.run(
      { collection, iterationCount: WARM_UP + ROUNDS, reporters: [] },
      (error, summary) => {
        const failure = error ?? summary.run.failures[0]?.error
        return failure ? reject(failure) : resolve(took)
      },
    )
    running.on('beforeItem', () => {
      started = performance.now()
      spent = process.cpuUsage()
    })
    running.on('item', (_error, { item, cursor }) => {
      if (cursor.iteration < WARM_UP) return
      const { user, system } = process.cpuUsage(spent)
      add(took.clock, item.name, performance.now() - started)
      add(took.cpu, item.name, (user + system) / 1000)
    })
  })
}

function add(all, name, ms) {
  all[name] ??= []
  all[name].push(ms)
}

/** What a script adds to an empty one in CPU time, in relation to what another adds. */
export function cpuNote(cpu, name, other) {
  const { value } = ratioOf(cpu[name], cpu[other], cpu.empty)
  return `in CPU time ${value.toFixed(2)}`
}
