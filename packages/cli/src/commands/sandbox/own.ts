import { existsSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { type AnyProvider, settingName } from '@countersign/core'
import { definitionSettings, type OwnProvider, type SandboxVerifier } from '@countersign/sandbox'
import { tokenTypeOf } from '@countersign/verify'
import { shortest } from '../../text-file.js'
import { compile } from '../../use/compile.js'
import { loadModule } from '../../use/module.js'
import type { Used } from '../../use/used.js'
import { tokenPathOf, verifiedBy, verifierBySigner } from './by-signer.js'
import { throwawayFor } from './throwaway.js'

/** A provider of one's own, and what verifies its requests. */
export interface OwnSandbox extends OwnProvider {
  /** What does, in a few words, if that is no verifier of its own and no definition. */
  readonly verifiedBy?: string
}

const ENDINGS = ['.ts', '.mts', '.js', '.mjs']

/**
 * The providers of `--use` with throwaway settings, each with its verifier if there is one beside its file: `acme.ts`
 * has `acme.sandbox.ts`, and one of several in a file may have `ID.sandbox.ts`. Without one, `verify` verifies.
 * @throws {Error} in one line on a verifier that cannot be used
 */
export const ownSandboxes = (used: readonly Used[]): Promise<OwnSandbox[]> =>
  Promise.all(used.map(ownSandbox))

async function ownSandbox({ provider, file, definition }: Used): Promise<OwnSandbox> {
  const beside = await verifierBeside(file, provider.id)
  const given = typeof beside?.settings === 'function' ? beside.settings() : beside?.settings
  const text = definition?.text
  const made = text === undefined ? await throwawayFor(provider, given) : definitionSettings(text)
  const settings = { ...made, ...given }
  const env = Object.entries(settings).map(([name, value]) => [settingName(provider.id, name), value])
  const isBySigner = beside === undefined && text === undefined
  return {
    id: provider.id,
    name: provider.name,
    settings,
    env: Object.fromEntries(env),
    ...(beside && { verifier: beside }),
    ...(text !== undefined && { definition: text }),
    ...(isBySigner && {
      verifier: verifierBySigner(provider),
      verifiedBy: verifiedBy(provider),
      ...tokenUrlOf(provider),
    }),
  }
}

/** The setting that names the sandbox as the token endpoint is known once it listens. */
function tokenUrlOf(provider: AnyProvider): Pick<OwnProvider, 'envAt'> {
  if (tokenTypeOf(provider) === undefined) return {}
  const name = settingName(provider.id, 'tokenUrl')
  return { envAt: (origin) => ({ [name]: origin + tokenPathOf(provider) }) }
}

async function verifierBeside(file: string, id: string): Promise<SandboxVerifier | undefined> {
  const folder = dirname(resolve(file))
  const stem = basename(file).replace(/\.[^.]*$/, '')
  const names = [id, stem].flatMap((name) =>
    ENDINGS.map((ending) => join(folder, `${name}.sandbox${ending}`)),
  )
  const path = names.find((name) => existsSync(name))
  if (path === undefined) return undefined
  await checkIndependent(path, resolve(file))
  const { default: exported } = await loadModule(path)
  return verifierIn(exported, path)
}

/** @throws {Error} on a verifier that imports the provider: a mistake in what both use would pass for right */
async function checkIndependent(path: string, file: string): Promise<void> {
  const { sources = [] } = (await compile(path)).map as { sources?: readonly string[] }
  if (!sources.some((source) => resolve(dirname(path), source) === file)) return
  throw new Error(
    `${shortest(path)} imports ${shortest(file)}, so it is no second opinion: what they share it cannot check. Write it from the vendor's page, on node:crypto.`,
  )
}

function verifierIn(exported: unknown, path: string): SandboxVerifier {
  if (typeof exported === 'function') return { verify: exported as SandboxVerifier['verify'] }
  const verifier = exported as Partial<SandboxVerifier> | null | undefined
  if (typeof verifier?.verify === 'function') return verifier as SandboxVerifier
  throw new Error(
    `${shortest(path)} has no verifier as its default export: export default defineVerifier({ verify(request, tools) { … } }).`,
  )
}
