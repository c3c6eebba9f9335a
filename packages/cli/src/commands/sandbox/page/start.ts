import { type AnyProvider, settingsOf } from '@countersign/core'
import type { Copyable, TrafficProvider } from '@countersign/page'
import type { Sandbox } from '@countersign/sandbox'
import { dotenvLine } from '../../../dotenv/write.js'
import { shellOf } from '../../../terminal/shell.js'
import { insomniaEnvironment, postmanEnvironment } from '../environments.js'
import { snippetsFor } from './snippets/index.js'
import { faultsOf } from './source.js'

type Env = Readonly<Record<string, string>>

/** What the page shows of a provider before a request arrives. */
export function startOf(
  provider: AnyProvider,
  origin: string,
  { env, checksTime }: Pick<Sandbox, 'env' | 'checksTime'>,
  pems: string,
): TrafficProvider {
  const settings = settingsIn(provider, origin, env)
  const own = Object.fromEntries(settings.map(({ name, value }) => [name, value]))
  return {
    id: provider.id,
    name: provider.name,
    origin,
    faults: faultsOf({ hasTokens: provider.tokens !== undefined, checksTime: checksTime.has(provider.id) }),
    start: {
      settings,
      tools: toolsFor(provider, origin, own),
      snippets: snippetsFor(provider.id, origin, env, pems),
    },
  }
}

function settingsIn(provider: AnyProvider, origin: string, env: Env) {
  const settings = settingsOf(provider).flatMap(({ variable, secret }) => {
    const value = env[variable]
    return value === undefined ? [] : [{ name: variable, value, secret }]
  })
  const authority = env.COUNTERSIGN_CACERT
  if (!origin.startsWith('https:') || authority === undefined) return settings
  return [...settings, { name: 'COUNTERSIGN_CACERT', value: authority, secret: false }]
}

/** The settings in the form that each tool takes. */
function toolsFor(provider: AnyProvider, origin: string, own: Env): Copyable[] {
  const lines = Object.entries(own).map(([name, value]) => dotenvLine(name, value))
  const withBase = [`BASE_URL=${origin}`, ...lines]
  const { label, goesOn, sets } = shellOf()
  const set = Object.entries(own).map(([name, value]) => sets(name, value))
  return [
    { label: '.env', text: `${lines.join('\n')}\n` },
    { label: 'Postman environment', text: json(postmanEnvironment(provider, origin, own)) },
    { label: 'Insomnia JSON', text: json(insomniaEnvironment(provider, origin, own)) },
    {
      label: 'k6 -e',
      text: `${['k6 run', ...withBase.map((line) => `-e ${line}`), 'script.js'].join(` ${goesOn}\n  `)}\n`,
    },
    { label, text: `${set.join('\n')}\n` },
  ]
}

const json = (value: object) => `${JSON.stringify(value, null, 2)}\n`
