import { generateKeyPairSync, randomBytes } from 'node:crypto'
import type { Known, SettingText } from './definition.js'
import type { Node } from './syntax.js'

/** Throwaway values for the settings of a definition, in the form that its steps need. */
export function credentialsFor(known: Known): Record<string, string> {
  const nodes = [...known.steps.values(), ...known.headers.map(({ node }) => node), ...tokenNodes(known)]
  if (known.query) nodes.push(known.query)
  if (known.body) nodes.push(known.body)
  const uses = nodes.flatMap((node) => usesIn(node))
  return Object.fromEntries(known.settings.flatMap((setting) => entryFor(setting, uses)))
}

const tokenNodes = ({ token }: Known): Node[] =>
  token ? [token.url, ...token.headers.map(({ node }) => node), ...Object.values(token.form ?? {})] : []

function entryFor(
  { name, default: own, required, choices }: SettingText,
  uses: readonly Use[],
): [string, string][] {
  if (own !== undefined || !required) return []
  if (choices[0] !== undefined) return [[name, choices[0]]]
  return [[name, valueFor(uses.filter((use) => use.setting === name))]]
}

interface Use {
  readonly setting: string
  /** The function that it is an argument of, and those around it. */
  readonly within: readonly string[]
  readonly place: number
}

function usesIn(node: Node, within: readonly string[] = [], place = 0): Use[] {
  if (node.op === 'ref') return [{ setting: node.name, within, place }]
  if (node.op !== 'call') return []
  return node.args.flatMap((arg, at) => usesIn(arg, [node.name, ...within], at))
}

function valueFor(uses: readonly Use[]): string {
  const around = uses.flatMap(({ within }) => within)
  const signs = uses.find(({ within, place }) => /^(rsa|ecdsa|ed25519)/.test(within[0] ?? '') && place === 0)
  if (signs) return privateKey(signs.within[0] as string)
  if (around.includes('from-hex')) return randomBytes(32).toString('hex')
  return around.includes('from-base64')
    ? randomBytes(32).toString('base64')
    : randomBytes(24).toString('base64url')
}

function privateKey(name: string): string {
  const curve = /p(256|384|521)/.exec(name)?.[1]
  const { privateKey: key } = curve
    ? generateKeyPairSync('ec', { namedCurve: `P-${curve}` })
    : name === 'ed25519'
      ? generateKeyPairSync('ed25519')
      : generateKeyPairSync('rsa', { modulusLength: 2048 })
  return key.export({ type: 'pkcs8', format: 'pem' }).toString()
}

/** The name of a setting in every tool. */
export const variableOf = (id: string, setting: string) =>
  `${id}_${setting.replace(/([A-Z])/g, '_$1')}`.replace(/[^A-Za-z0-9]/g, '_').toUpperCase()
