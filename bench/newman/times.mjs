// What each request of a collection takes in Newman, all of them in turns.
import newman from 'newman'

const WARM_UP = 20
const ROUNDS = 150

/** Milliseconds of every round, by the names of the requests. */
export function newmanTimes(collection) {
  const took = {}
  let started = 0
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
    })
    running.on('item', (_error, { item, cursor }) => {
      if (cursor.iteration < WARM_UP) return
      took[item.name] ??= []
      took[item.name].push(performance.now() - started)
    })
  })
}
