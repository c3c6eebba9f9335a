// A process of its own: how much more memory than before it holds while it signs one body of 10 MB, in KB.
import { readFileSync, writeFileSync } from 'node:fs'
import { bodyOf, requestTo, SIZES, signers } from './requests.mjs'

const [, , provider] = process.argv
const request = requestTo[provider](bodyOf(SIZES['10 MB']))
await signers[provider].apply(requestTo[provider](bodyOf(SIZES['1 KB'])))
globalThis.gc()
peak()
const before = peak()
await signers[provider].apply(request)
process.stdout.write(String(peak() - before))

/** The most that was held since the last call; on Linux the peak can be set back. */
function peak() {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS
  const most = Number(/VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1])
  writeFileSync('/proc/self/clear_refs', '5')
  return most
}
