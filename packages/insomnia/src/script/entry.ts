import type { WebCrypto } from '@countersign/hosts/webcrypto'
import { postResponse, preRequest, type ResponseTool, type ScriptParts, type Tool } from '@countersign/script'
import type { Console } from '../context.js'
import { afterResponseTool, preRequestTool } from './insomnia.js'
import { refuseIn, testThatFails } from './refuse.js'
import type { Insomnia, Script, ScriptGlobals } from './types.js'

declare const insomnia: Insomnia
declare const console: Console
declare const crypto: WebCrypto | undefined

const script = (): Script => ({
  insomnia,
  console,
  // Naming the global object to hand it on is all that the app's policy allows.
  consoles: consolesOf(globalThis as ScriptGlobals | undefined),
  ...(typeof crypto !== 'undefined' && crypto && { crypto }),
})

/** The script's own console, and the global one, which is all that `inso` shows. */
const consolesOf = (scope: ScriptGlobals | undefined): Console[] =>
  scope?.console && scope.console !== console ? [console, scope.console] : [console]

/** What a pre-request script awaits: the app waits for nothing else. */
export async function runPreRequest(parts: ScriptParts): Promise<void> {
  const here = script()
  try {
    await untilReleased(await preRequestTool(here, parts.providers), (tool) => preRequest(tool, parts))
  } catch (thrown) {
    refuseIn(here, thrown)
  }
}

/** What an after-response script awaits. */
export async function runPostResponse(parts: ScriptParts): Promise<void> {
  const here = script()
  try {
    await untilReleased(await afterResponseTool(here, parts.providers), (tool) => postResponse(tool, parts))
  } catch (thrown) {
    testThatFails(here, thrown)
  }
}

/** The same if a provider opens responses. */
export const runOpening = runPostResponse

/** Ends when the script has let go of the tool. */
function untilReleased<T extends Tool | ResponseTool>(tool: T, run: (tool: T) => void): Promise<void> {
  let done: Promise<void> = Promise.resolve()
  const hold = () => {
    let release = () => {}
    done = new Promise((resolve) => {
      release = resolve
    })
    return release
  }
  run({ ...tool, hold })
  return done
}
