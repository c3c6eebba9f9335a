import type { AnyProvider } from '@countersign/core'
import { portableDigests } from '@countersign/hosts/portable/hash'
import type { OpeningTool, Tool, ToolRequest } from '../src/tool.js'

/** A provider with an HMAC over the body, as anyone may write it. */
export const acme: AnyProvider = {
  id: 'acme',
  name: 'Acme',
  sources: [],
  baseUrl: 'https://acme.example',
  hosts: ['acme.example'],
  settings: [{ name: 'key', about: 'the key', required: true, secret: true, kind: 'text' }],
  examples: [],
  setup: (values) => values,
  needs: () => ({ body: true, waits: false, how: 'HMAC' }),
  sign: ({ request, host }) => ({ headers: [['X-Acme', host.hmac('SHA-256', 'k', [request.body], 'hex')]] }),
}

export const KEY = 'a secret key of the tests/with a slash'

/** What a tool is asked and told. */
export function fakeTool(request: Partial<ToolRequest>, values: Record<string, string> = { ACME_KEY: KEY }) {
  const kept = new Map<string, string>()
  const told: string[] = []
  const asked: ToolRequest = {
    method: 'POST',
    url: 'https://acme.example/a',
    headers: [],
    body: { mode: 'raw', text: 'x', json: false, type: 'text/plain' },
    ...request,
  }
  const common = {
    name: 'Test',
    context: '1 0',
    digests: portableDigests,
    variable: (name: string) => values[name],
    run: {
      get: (name: string) => kept.get(name),
      set: (name: string, value: string) => void kept.set(name, value),
      unset: (name: string) => void kept.delete(name),
    },
    log: (line: string) => void told.push(line),
    hold: () => () => {},
  }
  const tool: Tool = {
    ...common,
    render: (text) => text,
    read: () => asked,
    write: () => {},
    send: () => Promise.reject(new Error('nothing is sent here')),
    refuse: (reason) => void told.push(`refused: ${reason}`),
  }
  const after = (response: Partial<OpeningTool> = {}): OpeningTool => ({
    ...common,
    url: asked.url,
    method: asked.method,
    response: { status: 200, headers: [], body: '{}' },
    show: (opened) => void told.push(`shown: ${opened}`),
    fail: (reason) => void told.push(`failed: ${reason}`),
    ...response,
  })
  return { tool, after, told, kept }
}
