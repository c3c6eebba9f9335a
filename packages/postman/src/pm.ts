import type { OpeningTool, ResponseTool, Tool, ToolRequest } from '@countersign/script/tool'
import { cryptoJsDigests } from './crypto-js.js'
import { ENTROPY_HINT } from './entropy-hint.js'
import { readPm, responseOf } from './pm-read.js'
import { send } from './pm-send.js'
import type { Pm, PmRequest, SandboxGlobals } from './pm-types.js'
import { writePm } from './pm-write.js'
import { indented, TEMPLATE } from './visualize.js'

/** Postman's `pm` as a tool: the app, the Postman CLI or Newman. */
export function pmTool(pm: Pm, globals: SandboxGlobals): Tool {
  let asked: ToolRequest | undefined
  return {
    ...common(pm, globals),
    ...digestsOf(globals),
    ...(ENTROPY_HINT !== undefined && { entropyHint: ENTROPY_HINT }),
    render: (text) => filled(pm, text),
    read() {
      asked = readPm(pm.request)
      return asked
    },
    withhold() {
      const giveBack = withhold(pm.request)
      asked = undefined
      return giveBack
    },
    write: (changes) => writePm(pm.request, changes, asked?.url),
    send: (request) => send(pm, request),
    refuse(reason) {
      fail(pm, reason)
      pm.execution.skipRequest()
    },
  }
}

/** `pm` in a post-response script. */
export function pmResponse(pm: Pm, globals: SandboxGlobals): ResponseTool {
  return {
    ...common(pm, globals),
    url: pm.request.url.toString(),
    method: pm.request.method,
    response: responseOf(pm.response),
    sent: () => readPm(pm.request),
    fail: (reason) => fail(pm, reason),
  }
}

/** `pm` in a post-response script that opens sealed responses. */
export const pmOpening = (pm: Pm, globals: SandboxGlobals): OpeningTool => ({
  ...pmResponse(pm, globals),
  ...digestsOf(globals),
  show: (opened) => pm.visualizer.set(TEMPLATE, { opened: indented(opened) }),
})

/** The sandbox's own: it is there already. */
function digestsOf({ cryptoJs }: SandboxGlobals): Pick<Tool, 'digests'> {
  return { digests: cryptoJsDigests(cryptoJs?.()) }
}

function common(pm: Pm, { crypto }: SandboxGlobals) {
  const { vault } = pm
  const variable = (name: string) => {
    const value = pm.variables.get(name)
    return value === undefined || value === null ? undefined : filled(pm, String(value))
  }
  return {
    name: crypto?.subtle ? 'Postman' : 'Newman',
    crypto,
    variable,
    names: () => Object.keys(pm.variables.toObject()),
    ...(vault && { secret: async (name: string) => textOrNothing(await vault.get(name)) }),
    run: {
      get: (name: string) => textOrNothing(pm.variables.get(name)),
      set: (name: string, value: string) => pm.variables.set(name, value),
      unset: (name: string) => pm.variables.unset(name),
    },
    log: (line: string) => console.log(line),
    hold,
    context: `${pm.info.requestId} ${pm.info.iteration}`,
  }
}

/** Filling in takes the tool a while even if there is nothing to fill in. */
const filled = (pm: Pm, text: string) => (text.includes('{{') ? pm.variables.replaceIn(text) : text)

const textOrNothing = (value: unknown) => (value === undefined || value === null ? undefined : String(value))

const TEN_MINUTES = 600_000

/** A pending timer is what the sandbox waits for; a promise over WebCrypto alone is not. */
function hold(): () => void {
  const timer = setTimeout(() => {}, TEN_MINUTES)
  return () => clearTimeout(timer)
}

/** A failing test, so that the run ends red, and the reason where people look first. */
function fail(pm: Pm, reason: string): void {
  console.error(`countersign: ${reason}`)
  pm.test(`countersign: ${reason}`, () => {
    throw new Error(reason)
  })
}

/** Without a URL no tool sends anything; it says that the URL is empty. */
function withhold({ url }: PmRequest): () => void {
  const before = url.toJSON()
  url.update('')
  return () => url.update(before)
}
