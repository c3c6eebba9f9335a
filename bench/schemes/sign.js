// Time per call inside one k6 process: each scheme, and Inqud, in short turns.
import { countersign } from './countersign.js'

const ROUNDS = 60
const CHUNK_MS = 10
const params = { headers: { 'Content-Type': 'application/json' } }
const calls = JSON.parse(__ENV.URLS).map(([id, url]) => {
  const api = countersign.sync(id)
  return [id, () => api.sign('POST', url, __ENV.BODY, params)]
})

function chunk(call) {
  const start = Date.now()
  let count = 0
  while (Date.now() - start < CHUNK_MS) for (let n = 0; n < 5; n++, count++) call()
  return (Date.now() - start) / count
}

export default function () {
  const times = {}
  for (let round = 0; round < ROUNDS; round++)
    for (const [id, call] of calls) {
      if (!times[id]) times[id] = []
      times[id].push(chunk(call))
    }
  console.log(`@@${JSON.stringify(times)}`)
}
