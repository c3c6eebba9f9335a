// Newman's own command line, several times in one process: it takes a second to load. A job is its arguments.
'use strict'

const [bin] = process.argv.slice(2)
const library = require(require.resolve('newman', { paths: [bin] }))
const run = library.run
let printed = []
let ended = () => {}

for (const stream of [process.stdout, process.stderr]) {
  stream.write = (chunk) => printed.push(String(chunk)) > 0
}
library.run = (options, done) =>
  run(options, (error, summary) => {
    done(error, summary)
    setImmediate(ended)
  })

process.on('message', (words) => {
  printed = []
  process.exitCode = 0
  ended = () => process.send({ code: process.exitCode, text: printed.join('') })
  // Its parser keeps the options of the run before.
  delete require.cache[bin]
  require(bin)([process.execPath, bin, ...words], (error) => {
    if (error) process.send({ code: 1, text: String(error.stack) })
  })
})
process.on('disconnect', () => process.exit())
