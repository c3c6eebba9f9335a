import { windowOf } from '../../time.js'
import type { Signature, Signed, Standard, StandardReading } from '../standard.js'
import { hmac } from '../text.js'
import { Problems } from '../words.js'
import { type Draft, dataToSign, draftOf } from './data-to-sign.js'
import { authorizationOf, checkFields, missingHeaders } from './header.js'
import { secondsOf } from './timestamp.js'
import { variationsOf } from './variations.js'

/** Akamai EdgeGrid (EG1-HMAC-SHA256). */
export const edgegridStandard: Standard = {
  sends: () => ['clientToken', 'accessToken'],
  settings: ['clientToken', 'clientSecret', 'accessToken', 'headersToSign', 'maxBody'],
  how: () => 'EG1-HMAC-SHA256',
  read(signed): StandardReading {
    const problems = new Problems()
    const value = authorizationOf(signed, problems)
    if (value === undefined) return { problems: problems.all }
    const fields = new Map(
      [...value.matchAll(/(?<![a-z_])([a-z_]+)=([^;]*)/g)].map(([, name = '', text = '']) => [name, text]),
    )
    checkFields(signed, fields, problems)
    const [timestamp = '', nonce, signature] = ['timestamp', 'nonce', 'signature'].map((name) =>
      fields.get(name),
    )
    const seconds = /^\d{8}T[\d:]{8}\+0000$/.test(timestamp) ? secondsOf(timestamp) : undefined
    return {
      problems: problems.all,
      suspects: missingHeaders(signed),
      ...(seconds !== undefined && { time: { name: 'timestamp', seconds, ...windowOf(signed.provider) } }),
      ...(nonce && { singleUse: [{ name: 'nonce', value: nonce }] }),
      ...(signature && { signature: signatureOf(signed, { value, timestamp, sent: signature }) }),
    }
  },
}

interface Sent {
  readonly value: string
  readonly timestamp: string
  readonly sent: string
}

function signatureOf(signed: Signed, { value, timestamp, sent }: Sent): Signature<Draft> {
  const draft = draftOf(signed, value, timestamp)
  return {
    name: 'signature',
    sent,
    draft,
    input: dataToSign,
    expected: (made) => hmac('sha256', made.signingKey(made), dataToSign(made)),
    encoding: 'base64',
    variations: () => variationsOf(signed, draft),
  }
}
