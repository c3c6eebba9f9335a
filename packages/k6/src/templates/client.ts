import type { AnyProvider } from '@countersign/core/provider'
import { clientCertificateSettings, isPem, settingsOf } from '@countersign/core/settings'
import { quoted } from './literal.js'

/** What the parts of a script are written for. */
export interface Target {
  /** With the types that TypeScript asks for. */
  readonly typed: boolean
  /** The module to import, as in `./countersign.js`. */
  readonly module: string
  /** Its calls are awaited. */
  readonly isAsync: boolean
}

const pems = (provider: AnyProvider) => settingsOf(provider).filter(isPem)

/** Whether the tool has to show a certificate of its own. */
export const hasCertificate = (provider: AnyProvider) => clientCertificateSettings(provider) !== undefined

/** The settings that are files; nothing if there are none. */
export function settingsText(provider: AnyProvider, { typed }: Target): string | undefined {
  const files = pems(provider)
  if (files.length === 0) return undefined
  const rows = files.map(({ name, variable }) => `  ${name}: pem(${quoted(variable)}),`)
  const given = typed ? 'name: string' : 'name'
  return [
    '// A PEM itself, or the path of its file beside this script. `k6 archive` packs what is opened here.',
    `function pem(${given}) {`,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is a template of the script that is written
    '  const path = __ENV[`${name}_FILE`]',
    '  return __ENV[name] || (path ? open(path) : undefined)',
    '}',
    'const settings = {',
    ...rows,
    '}',
  ].join('\n')
}

/** The client, and `setup()` if all virtual users share one token. */
export function clientText(provider: AnyProvider, { isAsync }: Target): string {
  const id = quoted(provider.id)
  const given = pems(provider).length > 0 ? ', settings' : ''
  const make = isAsync ? 'countersign' : 'countersign.sync'
  if (!provider.oneToken) return `const api = ${make}(${id}${given})`
  return [
    '// A new token ends the one before, so all virtual users share one: that of `countersign tokens`, or, without it,',
    '// the one that setup() requests, which is not renewed.',
    'const hasBroker = Boolean(__ENV.COUNTERSIGN_TOKENS)',
    `const api = ${make}(${id}${given || ', {}'}, hasBroker ? {} : { tokens: 'setup' })`,
    '',
    `export ${isAsync ? 'async ' : ''}function setup() {`,
    '  return hasBroker ? null : api.lease(BASE_URL)',
    '}',
  ].join('\n')
}

/** `import` lines. */
export function imports(provider: AnyProvider, { module, typed }: Target): string {
  const names = ['countersign', ...(hasCertificate(provider) ? ['tlsAuth'] : [])]
  const types = typed && provider.oneToken ? ['type Lease'] : []
  return [
    "import { check, sleep } from 'k6'",
    ...(typed ? ["import type { Options } from 'k6/options'"] : []),
    `import { ${[...names, ...types].join(', ')} } from ${quoted(module)}`,
  ].join('\n')
}
