import {
  bytesOf,
  type Header,
  type Host,
  plainCodec,
  type Request,
  type Signed,
  type ToSend,
} from '@countersign/core'
import { type RequestOptions, requestFrom } from '../../request.js'
import { secondsOf } from '../../seconds.js'
import { openSession, type Session, type SessionOptions } from '../../session.js'
import { Failed, type Io, UsageError } from '../../terminal/io.js'
import { rethrowWithHint, whyUnsigned } from './unsigned.js'

export interface SignOptions extends RequestOptions, SessionOptions {
  readonly at?: string
  readonly nonce?: string
  readonly offline?: boolean
  readonly json?: boolean
}

/** `countersign sign`: everything except sending. */
export async function sign(options: SignOptions, io: Io): Promise<void> {
  const asked = await requestFrom(options, io)
  const session = openSession(options, io, hostChanges(options))
  const request = session.sent(asked)
  await checkNonce(options, request, session)
  const signed = await signedOrRefused(request, session)
  if (options.json) io.stdout.write(`${JSON.stringify(asJson(signed))}\n`)
  else print(signed.request, io)
}

/** Signs; a request that no provider claims is refused. @param way what else could be done with it */
export async function signedOrRefused(request: Request, session: Session, way = ''): Promise<Signed> {
  const { signer } = session
  const signed = await signer.apply(request).catch(rethrowWithHint(session))
  if (signed.provider) return signed
  throw new Failed(`Nothing is sent: ${whyUnsigned(request.url, session, way)}`)
}

/** What `--at`, `--nonce` and `--offline` change in the host. */
export function hostChanges({
  at,
  nonce,
  offline,
}: Pick<SignOptions, 'at' | 'nonce' | 'offline'>): Partial<Host> {
  const seconds = secondsOf(at)
  const refuse = async () => {
    throw new Error('--offline forbids it')
  }
  return {
    ...(seconds !== undefined && { now: () => seconds }),
    ...(nonce !== undefined && { nonce: () => nonce }),
    ...(offline && { send: refuse }),
  }
}

/** @throws {UsageError} if the scheme could not use this nonce */
export async function checkNonce(
  { nonce }: Pick<SignOptions, 'nonce'>,
  { url }: Request,
  { signer }: Session,
): Promise<void> {
  const decision = nonce === undefined ? undefined : signer.decide(url)
  if (nonce === undefined || !decision?.acts) return
  const { name, nonce: kind } = decision.provider
  if (!kind) throw new UsageError(`${name} has no nonce.`)
  if (kind.pattern.test(nonce)) return
  const { patternInWords, patternSample } = await import('@countersign/verify')
  const sample = patternSample(kind.pattern)
  const form = [
    patternInWords(kind.pattern.source) ?? 'of another form',
    ...(sample ? [`as in ${sample}`] : []),
  ]
  throw new UsageError(
    `--nonce: the ${kind.called} of ${name} is ${form.join(', ')}; this has ${nonce.length} characters.`,
  )
}

/** The shape of `--json`, which `explain` prints too. */
export function asJson({ provider, request }: Signed) {
  const { method, url, headers, body = '' } = request
  const bodyBase64 = Buffer.from(bytesOf(body, plainCodec)).toString('base64')
  return { provider: provider?.id ?? null, method, url, headers: headers as readonly Header[], bodyBase64 }
}

function print({ method, url, headers, body = '' }: ToSend, { stdout }: Io): void {
  stdout.write(`${method} ${url}\n${headers.map(([name, value]) => `${name}: ${value}\n`).join('')}\n`)
  stdout.write(body)
}
