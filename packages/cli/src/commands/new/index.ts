import { existsSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { settingName } from '@countersign/core'
import { makeFolder } from '../../make-folder.js'
import { ownProviders } from '../../providers.js'
import { stage } from '../../staged.js'
import { Failed, type Io, say, UsageError } from '../../terminal/io.js'
import { shellWord } from '../../terminal/word.js'
import { KINDS, type Kind } from './kinds.js'
import { definitions } from './templates/definitions.js'
import { hmac } from './templates/hmac.js'
import { jws } from './templates/jws.js'
import { query } from './templates/query.js'
import { token } from './templates/token.js'

const TEMPLATES: Readonly<Record<Kind, string>> = { hmac, query, token, jws }

export interface NewOptions {
  /** Without it, a definition is written, of an HMAC. */
  readonly like?: string
  readonly yaml?: boolean
  readonly out: string
  readonly force?: boolean
}

/**
 * `countersign new`: writes a provider that works, to be changed into another.
 * @throws {UsageError} for an unknown kind, or a name that no provider can have; {Failed} if the file exists
 */
export function newProvider(name: string, options: NewOptions, io: Io): void {
  const { like = 'hmac', out, force } = options
  const isYaml = options.yaml || options.like === undefined || /\.ya?ml$/i.test(name)
  const template = isYaml ? definitionLike(kindNamed(like)) : TEMPLATES[kindNamed(like)]
  const id = idOf(name.replace(/\.ya?ml$/i, ''))
  const file = join(out, `${id}.${isYaml ? 'yaml' : 'ts'}`)
  if (!force && existsSync(file)) throw new Failed(`${file} exists already. Overwrite it with --force.`)
  makeFolder(out)
  renameSync(stage(file, filled(template, id, titleOf(name.replace(/\.ya?ml$/i, '')))), file)
  io.stdout.write(`${file}\n`)
  say(
    io,
    `${file} works as it stands. Change what is marked FILL IN, then run: countersign test ${shellWord(file)}`,
  )
}

function definitionLike(kind: Kind): string {
  const template = definitions[kind]
  if (template !== undefined) return template
  throw new UsageError(
    `A definition resembles ${Object.keys(definitions).join(', ')}; for ${kind}, leave out --yaml.`,
  )
}

function kindNamed(like: string): Kind {
  const found = KINDS.find((kind) => kind === like)
  if (found) return found
  throw new UsageError(
    `There is nothing like "${like.slice(0, 40)}" to start from; there are ${KINDS.join(', ')}.`,
  )
}

function idOf(name: string): string {
  const id = name.trim().toLowerCase().replace(/[ _]+/g, '-')
  if (!/^[a-z][a-z0-9-]*$/.test(id) || id === 'countersign')
    throw new UsageError(
      `"${name.slice(0, 40)}" is not a name for a provider: use letters, digits and dashes, as in acme.`,
    )
  if (ownProviders.some((provider) => provider.id === id))
    throw new UsageError(`Countersign has a provider "${id}" already. Use another name, as in ${id}-2.`)
  return id
}

const titleOf = (name: string) => name.trim().charAt(0).toUpperCase() + name.trim().slice(1)

const filled = (template: string, id: string, title: string) =>
  template.replaceAll('<ID>', id).replaceAll('<NAME>', title).replaceAll('<PREFIX>', settingName(id, ''))
