import { type AnyProvider, createSigner, fromObject, type Host, type RequestInput } from '@countersign/core'
import { nodeHost } from '@countersign/hosts/node'

export interface At {
  readonly now?: number
  readonly nonce?: string
  readonly host?: Partial<Host>
}

/** Signs a request with settings by their names in code, at a time and with a nonce. */
export async function signed(
  provider: AnyProvider,
  settings: object,
  request: RequestInput,
  { now, nonce, host = {} }: At = {},
) {
  const signer = createSigner({
    providers: [provider],
    settings: fromObject(provider, settings),
    host: {
      ...nodeHost(),
      ...(now !== undefined && { now: () => now }),
      ...(nonce !== undefined && { nonce: () => nonce }),
      ...host,
    },
  })
  const steps: Record<string, unknown> = {}
  const { request: sent } = await signer.apply(request, (name, value) => {
    steps[name] = value
  })
  const header = (name: string) =>
    sent.headers.find(([candidate]) => candidate.toLowerCase() === name.toLowerCase())?.[1]
  return { request: sent, steps, header, authorization: header('Authorization') ?? '', signer }
}
