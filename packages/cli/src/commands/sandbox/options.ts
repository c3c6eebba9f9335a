import { UsageError } from '../../terminal/io.js'

export interface SandboxCommand {
  readonly use?: readonly string[]
  readonly provider?: readonly string[]
  readonly port?: string
  readonly tokenLifetime?: string
  readonly writeDotenv?: string
  readonly writePostman?: string
  readonly writeInsomnia?: string
  readonly writePem?: string
  readonly plainHttp?: boolean
  /** True without a port. */
  readonly page?: string | true
  readonly open?: boolean
  readonly json?: boolean
}

/** The numbers among the options. @throws {UsageError} on a text that is not one */
export function numbersIn({ port, page, tokenLifetime }: SandboxCommand) {
  return {
    port: numberOf('--port', port, PORTS) ?? 0,
    pagePort: page === true ? 0 : (numberOf('--page', page, PORTS) ?? 0),
    lifetime: numberOf('--token-lifetime', tokenLifetime, [1, 1e9]),
  }
}

const PORTS = [0, 65535] as const

function numberOf(option: string, text: string | undefined, [least, most]: readonly [number, number]) {
  if (text === undefined) return undefined
  const value = Number(text)
  if (/^\d+(\.\d+)?$/.test(text) && value >= least && value <= most) return value
  throw new UsageError(`${option} takes a number from ${least} to ${most}.`)
}
