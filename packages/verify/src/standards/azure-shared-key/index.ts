import { windowOf } from '../../time.js'
import type { Signature, Signed, Standard, StandardReading } from '../standard.js'
import { hmac } from '../text.js'
import { checkSetting, Problems } from '../words.js'
import { authorizationOf, checkHeaders } from './headers.js'
import { type Draft, draftOf, stringToSign } from './string-to-sign.js'
import { variationsOf } from './variations.js'

/** Azure Storage with SharedKey (Microsoft Learn, "Authorize with Shared Key"). */
export const azureSharedKeyStandard: Standard = {
  settings: ['account', 'key', 'service', 'version'],
  how: () => 'SharedKey HMAC-SHA256',
  read(signed): StandardReading {
    const problems = new Problems()
    const [account, signature] = authorizationOf(signed, problems) ?? []
    if (signature === undefined) return { problems: problems.all }
    checkSetting(problems, signed, { name: 'Authorization: account', setting: 'account', sent: account })
    const seconds = checkHeaders(signed, problems)
    return {
      problems: problems.all,
      ...(seconds !== undefined && { time: { name: 'x-ms-date', seconds, ...windowOf(signed.provider) } }),
      signature: signatureOf(signed, account ?? '', signature),
    }
  },
}

function signatureOf(signed: Signed, account: string, sent: string): Signature<Draft> {
  const draft = draftOf(signed, account)
  return {
    name: 'signature',
    sent,
    draft,
    input: stringToSign,
    expected: (made) => hmac('sha256', made.key, stringToSign(made)),
    encoding: 'base64',
    variations: () => variationsOf(signed, draft, account),
  }
}
