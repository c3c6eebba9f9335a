import { generateKeyPairSync, randomBytes } from 'node:crypto'
import type { Known, SettingText } from './definition.js'
import { JOSE } from './signatures.js'
import type { Node } from './syntax.js'

/** Throwaway values for the settings of a definition, in the form that its steps need. */
export function credentialsFor(known: Known): Record<string, string> {
  const nodes = [...known.steps.values(), ...known.headers.map(({ node }) => node), ...tokenNodes(known)]
  if (known.query) nodes.push(known.query)
  if (known.body) nodes.push(known.body)
  const uses = nodes.flatMap((node) => usesIn(node, known))
  return Object.fromEntries(known.settings.flatMap((setting) => entryFor(setting, uses)))
}

const tokenNodes = ({ token }: Known): Node[] =>
  token ? [token.url, ...token.headers.map(({ node }) => node), ...token.members.map(({ node }) => node)] : []

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
  /** The function of which it is the private key. */
  readonly signs: string | undefined
}

function usesIn(node: Node, known: Known, within: readonly string[] = [], signs?: string): Use[] {
  if (node.op === 'ref') return [{ setting: node.name, within, signs }]
  if (node.op !== 'call') return []
  return node.args.flatMap((arg, at) => usesIn(arg, known, [node.name, ...within], signedBy(node, at, known)))
}

/** The function whose private key an argument is. */
function signedBy({ name, args: [header] }: Call, at: number, known: Known): string | undefined {
  if (/^(rsa|ecdsa|ed25519)/.test(name)) return at === 0 ? name : undefined
  if (name !== 'jws' || at !== 2 || !header) return undefined
  return JOSE[/"alg"\s*:\s*"(\w+)"/.exec(textsIn(header, known))?.[1] ?? '']
}

type Call = Extract<Node, { op: 'call' }>

function textsIn(node: Node, known: Known): string {
  if (node.op === 'text') return node.text
  if (node.op === 'call') return node.args.map((arg) => textsIn(arg, known)).join('')
  const step = known.steps.get(node.name)
  return step ? textsIn(step, known) : ''
}

function valueFor(uses: readonly Use[]): string {
  const around = uses.flatMap(({ within }) => within)
  const signs = uses.find((use) => use.signs)?.signs
  if (signs) return privateKey(signs)
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
