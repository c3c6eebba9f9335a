import { type RunningPage, startPage } from '@countersign/page'
import type { Sandbox } from '@countersign/sandbox'
import { Causes } from '../../../causes/causes.js'
import { providersOf } from '../../../providers.js'
import type { Io } from '../../../terminal/io.js'
import { OutsideSecrets } from './outside-secrets.js'
import { rightRequest } from './right.js'
import { type Relay, sandboxSource } from './source.js'
import { startOf } from './start.js'

export interface SandboxPageOptions {
  readonly port: number
  /** The .env file with the sandbox's settings, if one was written. */
  readonly dotenv?: string | undefined
}

/** The page of a sandbox. @throws {Error} that explains a port that is in use */
export async function sandboxPage(
  sandbox: Sandbox,
  relay: Relay,
  { port, dotenv = 'sandbox.env' }: SandboxPageOptions,
  io: Io,
): Promise<RunningPage> {
  const { origins, env } = sandbox
  const providers = providersOf(io).flatMap((provider) => {
    const origin = origins[provider.id]
    return origin === undefined ? [] : [startOf(provider, origin, sandbox)]
  })
  const files = new Set(io.used?.map(({ file }) => file))
  const use = [...files].map((file) => ` --use ${file}`).join('')
  const causes = new Causes(env, io)
  const secrets = new OutsideSecrets(io, Object.values(env))
  const page = await startPage({
    source: sandboxSource(sandbox, relay, providers),
    port,
    explain: causes.explain,
    right: (request, opened) => rightRequest(request, opened, env, io),
    conceal: secrets.conceal,
    masks: secrets.areThere,
    verifyCommand: (file) => `${io.command ?? 'countersign'} verify ${file} --dotenv ${dotenv}${use}`,
    curl: (provider) => ({ tls: origins[provider]?.startsWith('https:') ? TLS : [] }),
  })
  const close = async () => {
    await page.close()
    await causes.close()
  }
  return { url: page.url, close }
}

/** The files of `--write-pem`. */
const TLS = [
  '--cacert sandbox.COUNTERSIGN_CACERT.pem',
  '--cert sandbox.MASTERCARD_CLIENT_CERTIFICATE.pem',
  '--key sandbox.MASTERCARD_CLIENT_KEY.pem',
]
