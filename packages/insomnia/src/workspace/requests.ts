import { type AnyProvider, type Example, examplesOf } from '@countersign/core/provider'
import { hintsOf } from './hints.js'
import { idOf } from './id.js'
import { TIMES } from './times.js'
import { tokenTag } from './token-tag.js'

interface RequestOptions {
  readonly preRequest?: string | undefined
  readonly plugin?: string | undefined
}

/** The requests, the one for a token first; a script asks for tokens by itself. */
export function requestsOf(provider: AnyProvider, options: RequestOptions): object[] {
  const { preRequest, plugin = 'insomnia-plugin-countersign' } = options
  const byTag = preRequest === undefined
  const examples = examplesOf(provider)
  const asking = examples.filter(({ asksForToken }) => asksForToken && byTag)
  const calls = examples.filter(({ asksForToken }) => !asksForToken)
  const [token] = asking
  const bearer = token && `Bearer ${tokenTag(provider, requestId(provider, token))}`
  return [
    ...asking.map((example) => request(provider, example, { preRequest, plugin })),
    ...calls.map((example) => request(provider, example, { preRequest, plugin, bearer })),
  ].map((one, index) => ({ ...one, meta: { ...one.meta, sortKey: index } }))
}

const requestId = (provider: AnyProvider, { name, method, path }: Example) =>
  idOf('req', provider.id, method, path, name)

interface Extra {
  readonly preRequest: string | undefined
  readonly plugin: string
  readonly bearer?: string | undefined
}

function request(provider: AnyProvider, example: Example, { preRequest, plugin, bearer }: Extra) {
  const { name, method, path, body } = example
  const headers = [
    ...(body === undefined ? [] : [{ name: 'Content-Type', value: 'application/json' }]),
    ...(bearer === undefined ? [] : [{ name: 'Authorization', value: bearer }]),
  ]
  return {
    url: `{{ _.baseUrl }}${path}`,
    name,
    meta: {
      id: requestId(provider, example),
      ...TIMES,
      isPrivate: false,
      description: hintsOf(provider, example, { hasScript: preRequest !== undefined, plugin }),
    },
    method,
    ...(body !== undefined && { body: { mimeType: 'application/json', text: templated(body) } }),
    ...(headers.length > 0 && { headers }),
    ...(preRequest !== undefined && { scripts: { preRequest } }),
    settings: SETTINGS,
  }
}

/** Insomnia's own way to name an entry of the environment. */
const templated = (text: string) => text.replace(/\{\{\s*(\w+)\s*\}\}/g, '{{ _.$1 }}')

/** Insomnia's defaults, except for redirects: a signature or a secret in a header would go along to any host. */
const SETTINGS = {
  renderRequestBody: true,
  encodeUrl: true,
  followRedirects: 'off',
  cookies: { send: true, store: true },
  rebuildPath: true,
}
