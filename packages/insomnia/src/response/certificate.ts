import { plainCodec, textOf } from '@countersign/core/bytes'
import type { Data } from '@countersign/core/message'
import type { AnyProvider } from '@countersign/core/provider'
import { clientCertificateSettings } from '@countersign/core/settings'

/** The statuses with which servers say that a client certificate is missing or not theirs (495 and 496: nginx). */
const REFUSED = [401, 403, 495, 496]

/** What to do about a refusal that may be due to a missing client certificate; undefined for other responses. */
export async function certificateHint(
  provider: AnyProvider,
  status: number,
  host: string,
  body: () => Promise<Data | undefined>,
): Promise<string | undefined> {
  if (!clientCertificateSettings(provider) || status < 400 || status > 499) return undefined
  if (!REFUSED.includes(status) && !mentionsCertificate(await body())) return undefined
  return `${provider.name} responded with ${status}. It requires a client certificate (mutual TLS), which Insomnia holds: if there is none for ${host}, add it in the collection's settings under "Certificates", with its private key.`
}

function mentionsCertificate(body: Data | undefined): boolean {
  if (body === undefined || body.length > 65_536) return false
  try {
    return /certificate/i.test(textOf(body, plainCodec))
  } catch {
    return false
  }
}
