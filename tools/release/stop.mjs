/** A release that must not go on: what is wrong and what to do, for the person who started it. */
export class Stop extends Error {}

let signal

/** Between two steps: after a signal the second does not begin. */
export async function checkpoint() {
  await new Promise(setImmediate)
  if (signal) throw interrupted()
}

const interrupted = () =>
  new Stop(
    `Interrupted by ${signal}. What is published stays so, and nothing else is left half done: run the same command ` +
      'again, and it continues.',
  )

/** Runs a script. A Stop is printed without its stack, and gives status 1; a signal is one, once what it did is put right. */
export async function main(work) {
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => (signal = name))
  try {
    await work()
  } catch (thrown) {
    await new Promise(setImmediate)
    // The signal reached the program that was running, too: what it said is not the reason.
    const reason = signal ? interrupted() : thrown
    if (!(reason instanceof Stop)) throw reason
    console.error(`\n${reason.message}`)
    process.exitCode = 1
  }
}
