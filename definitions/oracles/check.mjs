// Signs the request of each vector by other people's code, and compares. README.md says how to run it.
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { LIBRARIES } from './libraries.mjs'
import { PAGES } from './pages.mjs'

const vectorsIn = (name) => parse(readFileSync(new URL(`../${name}.yaml`, import.meta.url), 'utf8')).vectors

/** What a library makes of a vector's request, beside what the definition says of it. */
async function compare(name, at, vector, make) {
  const made = Object.entries(await make(vector))
  const expected = { ...vector.steps, ...vector.headers }
  const both = made.filter(([key]) => expected[key] !== undefined)
  const isSame = both.length > 0 && both.every(([key, value]) => String(expected[key]) === value)
  console.log(`${isSame ? 'same   ' : 'differs'} ${name} ${at + 1}: ${both.map(([key]) => key).join(', ')}`)
  if (!isSame) console.log({ made: Object.fromEntries(made), expected })
  return isSame
}

for (const [name, make] of Object.entries({ ...LIBRARIES, ...PAGES }))
  for (const [at, vector] of vectorsIn(name).entries())
    if (!(await compare(name, at, vector, make))) process.exitCode = 1
