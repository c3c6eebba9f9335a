import { existsSync } from 'node:fs'
import { delimiter } from 'node:path'
import { type Io, say } from '../terminal/io.js'
import { expanded, shortest } from '../text-file.js'
import { findConfig } from './config.js'

/** Files of providers, and who named them. */
export interface Files {
  readonly files: readonly string[]
  readonly namedBy: string
}

/**
 * The files of providers for a run: those of `--use`, else of `COUNTERSIGN_USE`, else of `countersign.config.json`,
 * which is said when it counts.
 * @throws {Error} on a configuration that cannot be read
 */
export function filesOf(use: readonly string[] | undefined, io: Io): Files {
  if (use) return { files: use, namedBy: '--use' }
  const listed = io.env.COUNTERSIGN_USE?.trim()
  if (listed) return { files: pathsIn(listed).map(expanded), namedBy: 'COUNTERSIGN_USE' }
  return configured(io)
}

/** Paths as in PATH, or with commas between them. */
const pathsIn = (text: string) =>
  existsSync(text)
    ? [text]
    : text
        .split(delimiter)
        .flatMap((part) => part.split(','))
        .map((part) => part.trim())
        .filter((part) => part !== '')

function configured(io: Io): Files {
  const config = findConfig(process.cwd(), io.env.HOME || undefined)
  if (!config) return { files: [], namedBy: '' }
  const path = shortest(config.path)
  if ('why' in config) {
    say(io, `${path} is not used: ${config.why}. To use its files, name them with --use.`)
    return { files: [], namedBy: '' }
  }
  const files = config.use.map(shortest)
  if (files.length > 0) say(io, `${path}: uses ${files.join(', ')}.`)
  return { files, namedBy: path }
}
