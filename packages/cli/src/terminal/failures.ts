import { CommanderError } from 'commander'
import { placeOf } from '../use/places.js'
import { Failed, type Io, say, UsageError } from './io.js'

/** Prints one line about what was thrown; the stack only on request. @returns the exit status */
export function statusOf(thrown: unknown, io: Io): number {
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : 2
  const message = messageOf(thrown)
  if (message) say(io, message)
  if (isDebugging(io)) io.stderr.write(`${stacksOf(thrown).join('\ncaused by ')}\n`)
  return thrown instanceof UsageError ? 2 : 1
}

function messageOf(thrown: unknown): string {
  if (thrown instanceof UsageError) return `${thrown.message} See --help.`
  if (thrown instanceof Failed) return thrown.message
  const place = isOurs(thrown) ? placeOf(thrown) : undefined
  if (place) return `${place}: the provider fails: ${String(thrown)}`
  if (isOurs(thrown))
    return `This is a bug in countersign: ${String(thrown)}. Set COUNTERSIGN_DEBUG=1 to see where.`
  return systemMessage(thrown as NodeJS.ErrnoException) ?? (thrown as Error).message
}

const SYSTEM: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EISDIR: 'it is a folder',
  ENOTDIR: 'part of the path is a file, not a folder',
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EEXIST: 'it exists already',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left on the device',
  EFBIG: 'it would be larger than a file may be here',
  EADDRINUSE: 'the address is in use by another program',
}

/** A system error about a file or an address, in words; undefined if it is none. */
export function systemMessage(thrown: NodeJS.ErrnoException & { address?: string; port?: number }) {
  const { code = '', path, address, port } = thrown
  const where = path ?? (address && `${address}:${port}`)
  return where && Object.hasOwn(SYSTEM, code) ? `${where}: ${SYSTEM[code]} (${code}).` : undefined
}

// Thrown by the language itself: nothing the user can mend.
const LANGUAGE = [TypeError, RangeError, ReferenceError, SyntaxError, EvalError]

/** A bug, as opposed to an error thrown on purpose. */
const isOurs = (thrown: unknown) =>
  !(thrown instanceof Error) || LANGUAGE.some((kind) => thrown instanceof kind)

const isDebugging = ({ env }: Io) => env.COUNTERSIGN_DEBUG === '1'

function stacksOf(thrown: unknown): string[] {
  if (!(thrown instanceof Error)) return [String(thrown)]
  const stack = thrown.stack ?? String(thrown)
  return thrown.cause === undefined ? [stack] : [stack, ...stacksOf(thrown.cause)]
}
