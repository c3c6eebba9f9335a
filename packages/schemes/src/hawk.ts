import {
  type Call,
  type Configured,
  CountersignError,
  type Data,
  type HashName,
  headerValue,
  type Patch,
  type Provider,
  type ResponseHead,
  settingName,
  type Url,
} from '@countersign/core'
import { lastOf } from './shared/last.js'
import { choice, required, type SchemeOptions, schemeProvider, secret, setting } from './shared/scheme.js'
import { requestTarget } from './shared/url-text.js'

/**
 * The settings that are the same for everyone may be options: `algorithm: 'sha1'`.
 * @example const options: HawkOptions = { id: 'things', hosts: ['api.things.example'], payload: 'unsigned' }
 */
export interface HawkOptions extends SchemeOptions {
  /** The hash of the MAC, as the credentials say. Default `sha256`. */
  readonly algorithm?: 'sha256' | 'sha1'
  /** Whether the body is covered by a hash. Default `signed`. */
  readonly payload?: 'signed' | 'unsigned'
  /** Application data, which is sent and signed. */
  readonly ext?: string
  /** The application id (Oz). */
  readonly app?: string
  /** The id of the application that delegated (Oz). */
  readonly dlg?: string
}

interface Ready {
  readonly id: string
  readonly key: string
  readonly hash: HashName
  readonly signsPayload: boolean
  readonly ext: string | undefined
  readonly app: string | undefined
  readonly dlg: string | undefined
  readonly targetOf: (url: Url) => string
  /** Seconds by which the server's clock is ahead, as it told. */
  readonly clock: { ahead: number }
}

const settings = [
  setting('id', 'the key identifier', required),
  setting('key', 'the key', { ...required, ...secret }),
  choice('algorithm', 'the hash of the MAC, as the credentials say', ['sha256', 'sha1']),
  choice('payload', 'whether the body is covered by a hash', ['signed', 'unsigned']),
  setting('ext', 'application data, which is sent and signed'),
  setting('app', 'the application id (Oz)'),
  setting('dlg', 'the id of the application that delegated (Oz)'),
]

/**
 * Hawk: a MAC over method, path and query, host, port and the hash of the body. A clock that the server calls stale is
 * set right by the time it sends, if that time is signed.
 * @see https://github.com/mozilla/hawk/blob/main/API.md (Protocol)
 * @throws {CountersignError} at once `invalid-provider` on an option that is unknown, secret, or not among its choices
 * @throws {CountersignError} when it signs, `invalid-setting` on `ext`, `app` or `dlg` that no header can carry, `invalid-url` on half
 * of a surrogate pair
 * @example export default hawk({ id: 'things', hosts: ['api.things.example'] })
 */
export function hawk(options: HawkOptions): Provider<Ready> {
  return schemeProvider<Ready>(
    {
      sources: ['Hawk: API.md, Protocol'],
      settings,
      nonce: { called: 'nonce', pattern: /^[0-9A-Za-z]+$/ },
      written: {
        now: { header: 'Authorization', as: '\\bts="(\\d+)"' },
        nonce: { header: 'Authorization', as: '\\bnonce="([^"]+)"' },
        maxAge: 60,
      },
      setup,
      needs: ({ settings: { signsPayload } }) => ({ body: signsPayload, waits: false, how: 'Hawk MAC' }),
      sign,
      responded,
    },
    options,
  )
}

function setup(
  values: Readonly<Record<string, string | undefined>>,
  _tools: unknown,
  provider: Configured,
): Ready {
  const { id = '', key = '', ext, app, dlg } = values
  for (const [name, value] of Object.entries({ id, ext, app, dlg }))
    if (value !== undefined && !ATTRIBUTE.test(value)) throw badAttribute(provider, name)
  const hash = values.algorithm === 'sha1' ? 'SHA-1' : 'SHA-256'
  const signsPayload = values.payload !== 'unsigned'
  return { id, key, hash, signsPayload, ext, app, dlg, targetOf: lastOf(requestTarget), clock: { ahead: 0 } }
}

// What the attributes of Hawk's headers may hold.
const ATTRIBUTE = /^[ \w!#$%&'()*+,\-./:;<=>?@[\]^`{|}~]+$/

function badAttribute(provider: Configured, name: string): CountersignError {
  const variable = settingName(provider.id, name)
  const message = `${provider.name}: ${variable} holds a character that no attribute of Hawk may have (a quote, a backslash or a letter beyond ASCII).`
  return new CountersignError('invalid-setting', message, provider.id)
}

function sign(call: Call<Ready>): Patch {
  const { settings, host, trace } = call
  const { id, ext, app, dlg } = settings
  const ts = Math.floor(host.now() + settings.clock.ahead)
  const nonce = host.nonce(16)
  const hash = payloadHash(call)
  const normalized = normalizedString(call, ts, nonce, hash)
  const mac = host.hmac(settings.hash, settings.key, normalized, 'base64')
  if (trace) {
    if (hash) trace('hash', hash)
    trace('normalized', normalized)
    trace('mac', mac)
  }
  let text = `Hawk id="${id}", ts="${ts}", nonce="${nonce}"`
  if (hash) text += `, hash="${hash}"`
  if (ext) text += `, ext="${ext}"`
  text += `, mac="${mac}"`
  if (app) text += `, app="${app}"`
  if (app && dlg) text += `, dlg="${dlg}"`
  return { headers: [['Authorization', text]] }
}

/** Payload validation: the hash of media type and body; of a request without a body there is none. */
function payloadHash({ request, settings, host }: Call<Ready>): string {
  if (!settings.signsPayload || request.body.length === 0) return ''
  const type = headerValue(request.headers, 'Content-Type') ?? ''
  const parts: Data[] = [`hawk.1.payload\n${mediaType(type)}\n`, request.body, '\n']
  return host.hash(settings.hash, parts, 'base64')
}

function mediaType(type: string): string {
  const end = type.indexOf(';')
  return (end < 0 ? type : type.slice(0, end)).trim().toLowerCase()
}

function normalizedString(call: Call<Ready>, ts: number, nonce: string, hash: string): string {
  const { request, url, settings } = call
  const { ext = '', app, dlg = '' } = settings
  const base = `hawk.1.header\n${ts}\n${nonce}\n${request.method.toUpperCase()}\n${settings.targetOf(url)}\n${url.host}\n${url.port}\n${hash}\n${ext}\n`
  return app ? `${base}${app}\n${dlg}\n` : base
}

/** A 401 with the server's time, which counts only if its MAC (`tsm`) is right. */
function responded({ status, headers }: ResponseHead, { settings, host }: Call<Ready>): 'again' | undefined {
  const challenge = headerValue(headers, 'WWW-Authenticate') ?? ''
  const ts = /^Hawk\b.*\bts="(\d{1,12})"/i.exec(challenge)?.[1]
  const tsm = /\btsm="([^"]+)"/.exec(challenge)?.[1]
  if (status !== 401 || !ts || !tsm) return undefined
  if (tsm !== host.hmac(settings.hash, settings.key, [`hawk.1.ts\n${ts}\n`], 'base64')) return undefined
  const ahead = Number(ts) - host.now()
  if (Math.abs(ahead - settings.clock.ahead) < 1) return undefined
  settings.clock.ahead = ahead
  return 'again'
}
