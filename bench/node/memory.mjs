// A process of its own: the most memory it holds while it signs one body, in KB.
import { bodyOf, requestTo, SIZES, signer } from './requests.mjs'

const [, , provider, size] = process.argv
const body = bodyOf(SIZES['10 MB'])
if (size !== 'nothing') await signer.apply(requestTo[provider](body))
process.stdout.write(String(process.resourceUsage().maxRSS))
