import { readdirSync, readFileSync } from 'node:fs'
import { createSigner, fromObject, type RequestInput } from '@countersign/core'
import { nodeHost } from '@countersign/hosts/node'
import { definedProvider, readDefinition } from '../src/index.js'

const folder = new URL('../../../definitions/', import.meta.url)

export const FILES = readdirSync(folder).filter((file) => file.endsWith('.yaml'))
export const textOf = (file: string) => readFileSync(new URL(file, folder), 'utf8')
export const read = (file: string) => readDefinition(textOf(file), file)

/** A definition with these steps, that sends the last of them. */
export const withSteps = (steps: Record<string, string>, more = '') =>
  [
    'id: acme',
    'hosts: [api.acme.com]',
    'settings:',
    '  key: { about: the key, secret: true }',
    '  name: { about: a name, default: Ada }',
    'steps:',
    ...Object.entries(steps).map(([name, text]) => `  ${name}: ${JSON.stringify(text)}`),
    'send:',
    `  headers: { X-Out: "{${Object.keys(steps).at(-1)}}" }`,
    more,
  ].join('\n')

/** Signs a request by the text of a definition. */
export async function signed(
  text: string,
  request: RequestInput,
  settings: object = { key: 'k' },
  at = 1700000000.123,
) {
  const provider = definedProvider(readDefinition(text, 'acme.yaml'))
  const host = {
    ...nodeHost(),
    now: () => at,
    nonce: (digits: number) => 'ab'.repeat(digits).slice(0, digits),
  }
  const signer = createSigner({ providers: [provider], settings: fromObject(provider, settings), host })
  const { request: sent } = await signer.apply(request)
  return sent
}

/** What an expression gives for a request. */
export async function resultOf(
  expression: string,
  request: Partial<RequestInput> = {},
  settings?: object,
): Promise<string | undefined> {
  const sent = await signed(
    withSteps({ out: `concat("<", ${expression}, ">")` }),
    { method: 'GET', url: 'https://api.acme.com/v1/things?b=2&a=1', ...request },
    settings,
  )
  return sent.headers.find(([name]) => name === 'X-Out')?.[1].slice(1, -1)
}
