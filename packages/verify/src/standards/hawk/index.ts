import { windowOf } from '../../time.js'
import type { Signature, Signed, Standard, StandardReading } from '../standard.js'
import { hmac } from '../text.js'
import { Problems } from '../words.js'
import { type Attributes, attributesOf, checkAttributes } from './attributes.js'
import { type Draft, draftOf, normalized } from './normalized.js'
import { variationsOf } from './variations.js'

/** Hawk (API.md, Protocol). */
export const hawkStandard: Standard = {
  settings: ['id', 'key', 'algorithm', 'payload', 'ext', 'app', 'dlg'],
  how: () => 'Hawk MAC',
  read(signed): StandardReading {
    const problems = new Problems()
    const attributes = attributesOf(signed, problems)
    if (!attributes) return { problems: problems.all }
    checkAttributes(signed, attributes, problems)
    const [ts = '', nonce, mac] = [attributes.get('ts'), attributes.get('nonce'), attributes.get('mac')]
    return {
      problems: problems.all,
      ...(/^\d{1,12}$/.test(ts) && {
        time: { name: 'ts', seconds: Number(ts), ...windowOf(signed.provider) },
      }),
      ...(nonce && { singleUse: [{ name: 'nonce', value: `${ts} ${nonce}` }] }),
      ...(mac && { signature: signatureOf(signed, attributes, mac) }),
    }
  },
}

function signatureOf(signed: Signed, attributes: Attributes, sent: string): Signature<Draft> {
  const draft = draftOf(signed, attributes)
  return {
    name: 'mac',
    sent,
    draft,
    input: normalized,
    expected: (made) => hmac(made.algorithm, made.key, normalized(made)),
    encoding: 'base64',
    variations: () => variationsOf(signed, draft),
  }
}
