import { join, resolve } from 'node:path'
import { type RunningPage, startPage } from '@countersign/page'
import type { Sandbox } from '@countersign/sandbox'
import { Causes } from '../../../causes/causes.js'
import { dotenvText } from '../../../dotenv/write.js'
import { PageFiles } from '../../../page-files.js'
import { providersOf } from '../../../providers.js'
import type { Io } from '../../../terminal/io.js'
import { shellWord } from '../../../terminal/word.js'
import { writePems } from '../pems.js'
import { OutsideSecrets } from './outside-secrets.js'
import { rightRequest } from './right.js'
import { type Relay, sandboxSource } from './source.js'
import { startOf } from './start.js'

export interface SandboxPageOptions {
  readonly port: number
  /** The .env file with the sandbox's settings, if one was written. */
  readonly dotenv?: string | undefined
  /** The folder of `--write-pem`, if it was given. */
  readonly pems?: string | undefined
}

/** The page of a sandbox. @throws {Error} that explains a port that is in use */
export async function sandboxPage(
  sandbox: Sandbox,
  relay: Relay,
  { port, dotenv, pems }: SandboxPageOptions,
  io: Io,
): Promise<RunningPage> {
  const { origins, env } = sandbox
  const files = new PageFiles()
  const folder = pems === undefined ? pemsIn(files, env) : resolve(pems)
  const providers = providersOf(io).flatMap((provider) => {
    const origin = origins[provider.id]
    return origin === undefined ? [] : [startOf(provider, origin, sandbox, folder)]
  })
  const used = new Set(io.used?.map(({ file }) => file))
  const use = [...used].map((file) => ` --use ${shellWord(resolve(file))}`).join('')
  const settings = () =>
    dotenv === undefined ? files.write('sandbox.env', dotenvText(env)) : resolve(dotenv)
  const causes = new Causes(env, io)
  const secrets = new OutsideSecrets(io, Object.values(env))
  const page = await startPage({
    source: sandboxSource(sandbox, relay, providers),
    port,
    explain: causes.explain,
    right: (request, opened) => rightRequest(request, opened, env, io),
    conceal: secrets.conceal,
    masks: secrets.areThere,
    verifyCommand: (name, har) =>
      `${io.command ?? 'countersign'} verify ${shellWord(files.write(name, har))} --dotenv ${shellWord(settings())}${use}`,
    curl: (provider) => ({ tls: origins[provider]?.startsWith('https:') ? curlOptions(folder) : [] }),
  })
  const close = async () => {
    await page.close()
    files.close()
    await causes.close()
  }
  return { url: page.url, close }
}

/** Keys and certificates in files, for programs that take paths. @returns their folder, if there are any */
function pemsIn(files: PageFiles, env: Sandbox['env']): string {
  if (!Object.values(env).some((value) => value.startsWith('-----BEGIN '))) return '.'
  writePems(files.folder, env)
  return files.folder
}

/** What curl shows and trusts, in files. */
function curlOptions(folder: string): string[] {
  const pem = (name: string) => shellWord(join(folder, `sandbox.${name}.pem`))
  return [
    `--cacert ${pem('COUNTERSIGN_CACERT')}`,
    `--cert ${pem('MASTERCARD_CLIENT_CERTIFICATE')}`,
    `--key ${pem('MASTERCARD_CLIENT_KEY')}`,
  ]
}
