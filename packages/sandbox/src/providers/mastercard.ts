import type { Authority, Identity } from '../certificates.js'
import { echo } from '../echo.js'
import { header, type Incoming } from '../incoming.js'
import { type Opened, openSealed } from '../jwe/open.js'
import { sealResponse } from '../jwe/seal.js'
import { checks } from '../refusal.js'
import { ReplayGuard } from '../replay-guard.js'
import type { Times, Verifier } from '../verifier.js'
import type { MastercardOptions } from '../verifier-options.js'

const check = checks(400, 'invalid_payload')
const certify = checks(401, 'client_certificate')

interface Identities {
  /** The sandbox's: requests are encrypted to it. */
  readonly own: Identity
  /** The client's: responses are encrypted to it. */
  readonly theirs: Identity
  /** The client's, for mutual TLS. */
  readonly tls: Identity
}

/** Mastercard Identity Insights for Accounts: mutual TLS, the body as a JWE, responses encrypted to the client. */
export async function mastercardVerifier(
  times: Times,
  authority: Authority,
  options: MastercardOptions = {},
): Promise<Verifier> {
  const { mutualTls = true } = options
  const identities = await makeIdentities(authority)
  const { own, theirs } = identities
  const ivs = new ReplayGuard(times.clock, times.rememberMost)
  return {
    env: settings(identities, authority, mutualTls),
    tokenPaths: [],
    checksTime: false,
    async respond(request) {
      if (mutualTls) verifyCertificate(request)
      const { plaintext, notes } = await openBody(request, own, ivs, times)
      const { status, body: shown } = echo('mastercard', 'jwe', request, { body: plaintext, notes })
      return { status, body: { encryptedData: sealResponse(JSON.stringify(shown), theirs, options) }, notes }
    },
  }
}

async function makeIdentities(authority: Authority): Promise<Identities> {
  const [own, theirs, tls] = await Promise.all([
    authority.encryption('Countersign sandbox encryption'),
    authority.encryption('Countersign sandbox client decryption'),
    authority.client('Countersign sandbox client'),
  ])
  return { own, theirs, tls }
}

const settings = ({ own, theirs, tls }: Identities, authority: Authority, mutualTls: boolean) => ({
  MASTERCARD_ENCRYPTION_CERTIFICATE: own.certificate,
  MASTERCARD_DECRYPTION_KEY: theirs.key,
  ...(mutualTls && {
    MASTERCARD_CLIENT_CERTIFICATE: tls.certificate,
    MASTERCARD_CLIENT_KEY: tls.key,
    COUNTERSIGN_CACERT: authority.certificate,
  }),
})

function verifyCertificate(request: Incoming): void {
  const { clientCertificate } = request
  const message = 'Mutual TLS: the client must show a certificate that Mastercard signed.'
  certify(request, clientCertificate?.authorized === true, 'clientCertificate', message, {
    expected: "a client certificate of the sandbox's authority",
    got: clientCertificate?.why ?? 'plain http',
  })
}

/** The JSON in the JWE; nothing if the request has no body. */
async function openBody(
  request: Incoming,
  own: Identity,
  ivs: ReplayGuard,
  times: Times,
): Promise<Omit<Opened, 'iv'>> {
  if (request.body.length === 0) return { plaintext: request.body, notes: [] }
  const type = header(request, 'content-type')
  const isJson = /^application\/json\s*(;|$)/i.test(type)
  check(request, isJson, 'contentType', 'The body is not declared as JSON.', {
    expected: 'application/json',
    got: type || 'no Content-Type',
  })
  const { plaintext, iv, notes } = await openSealed(request, own)
  const isNew = ivs.isNew(iv, times.clock() + times.remember)
  check(request, isNew, 'ivUnused', 'The IV was used before.', { expected: 'a new IV', got: iv })
  return { plaintext, notes }
}
