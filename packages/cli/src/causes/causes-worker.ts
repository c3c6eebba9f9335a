import { parentPort, workerData } from 'node:worker_threads'
import { type AnyProvider, settingName } from '@countersign/core'
import { type ArrivedRequest, type Explanation, harOf, type NearbyRequest } from '@countersign/page'
import { linesOf, readCaptures, verifyFile } from '@countersign/verify'
import { nodeHost } from '../node-host.js'
import { ownProviders } from '../providers.js'
import type { CausesData, CausesRequest, CausesResponse } from './causes.js'

const { use, env, others } = workerData as CausesData
const providers = allProviders()

parentPort?.on('message', async ({ id, request, around }: CausesRequest) => {
  const explanation = await explained(request, around).catch(() => undefined)
  parentPort?.postMessage({ id, ...(explanation && { explanation }) } satisfies CausesResponse)
})

async function allProviders(): Promise<readonly AnyProvider[]> {
  if (use.length === 0) return ownProviders
  const { loadUsed } = await import('../use/index.js')
  return [...ownProviders, ...(await loadUsed(use)).map(({ provider }) => provider)]
}

const capturesOf = ({ body, ...request }: ArrivedRequest, response?: NearbyRequest['response']) =>
  readCaptures(Buffer.from(harOf({ ...request, body: Buffer.from(body) }, response)))

/** What `verify` says of the HAR that the page saves of this one request. */
async function explained(
  request: ArrivedRequest,
  around: readonly NearbyRequest[],
): Promise<Explanation | undefined> {
  let signed: Explanation['signed']
  const [verdict] = await verifyFile(capturesOf(request), {
    around: around.flatMap((one) =>
      capturesOf(one, one.response).map((captured) => ({ ...captured, label: one.label })),
    ),
    providers: await providers,
    settings: (name) => env[name],
    host: nodeHost({ name: 'The command line' }),
    otherValues: (provider, setting) => others[settingName(provider, setting)] ?? [],
    noteSigned: (_label, input) => {
      signed = input
    },
  })
  if (!verdict) return undefined
  const {
    label: _label,
    method: _method,
    url: _url,
    provider: _provider,
    name: _name,
    how: _how,
    ...rest
  } = verdict
  return { ...rest, lines: linesOf(verdict), ...(signed && { signed }) }
}
