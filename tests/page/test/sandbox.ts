import { type ChildProcess, spawn } from 'node:child_process'
import { createHmac, randomBytes } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const bin = fileURLToPath(new URL('../../../packages/cli/bin/countersign.js', import.meta.url))

export interface Running {
  readonly origins: Readonly<Record<string, string>>
  readonly env: Readonly<Record<string, string>>
  /** Of the page. */
  readonly page: string
  /** The folder that it was started in. */
  readonly folder: string
  readonly child: ChildProcess
}

export const emptyFolder = () => mkdtempSync(join(tmpdir(), 'countersign-page-'))

/**
 * Starts `countersign sandbox --page` in a folder of its own, with a `.env` if there is one to write, over plain http
 * unless it is to serve mutual TLS too.
 */
export async function startSandbox(
  dotenv = '',
  args: readonly string[] = ['--plain-http'],
): Promise<Running> {
  const folder = emptyFolder()
  if (dotenv !== '') writeFileSync(join(folder, '.env'), dotenv)
  const child = spawn(process.execPath, [bin, 'sandbox', '--page', '--json', ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const first = await new Promise<string>((resolve, reject) => {
    let text = ''
    child.on('exit', () => reject(new Error('The sandbox ended.')))
    child.stdout.on('data', (chunk) => {
      text += String(chunk)
      if (text.includes('\n')) resolve(text)
    })
  })
  return { ...JSON.parse(first), folder, child }
}

export interface Payout {
  readonly path?: string
  readonly body?: string
  /** What is signed in place of the body. */
  readonly signed?: string
  readonly salt?: string
  readonly headers?: Record<string, string>
}

/** Asks Imburse for a token, with a clock that is so many seconds ahead. */
export function exchange(
  { origins, env }: Running,
  { ahead = 0, path = '/v1/identity/hmac' } = {},
): Promise<Response> {
  const now = Math.floor(Date.now() / 1000) + ahead
  const token = `${env.IMBURSE_PUBLIC_KEY}:${randomBytes(8).toString('hex')}:${now}`
  const hmac = createHmac('sha256', Buffer.from(env.IMBURSE_PRIVATE_KEY ?? '', 'base64')).update(`${token}:`)
  const Authorization = `Hmac ${token}:${hmac.digest('base64')}`
  return fetch(origins.imburse + path, { method: 'POST', headers: { Authorization } })
}

/** A request to Inqud, signed by the tests' own code. */
export function payout({ origins, env }: Running, given: Payout = {}): Promise<Response> {
  const { path = '/v1/payout', body = '{"amount": 50}', salt = randomBytes(32).toString('hex') } = given
  const hmac = createHmac('sha256', env.INQUD_TOKEN_SECRET ?? '').update(given.signed ?? body)
  return fetch(`${origins.inqud}${path}`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'X-Token-API-Id': env.INQUD_TOKEN_ID ?? '',
      'X-Salt': salt,
      'X-HMAC-SHA256-Signature': hmac.update(salt).digest('hex'),
      ...given.headers,
    },
    body,
  })
}
