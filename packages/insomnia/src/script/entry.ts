import { type AnswerTool, postResponse, preRequest, type ScriptParts, type Tool } from '@countersign/script'
import { insomniaAnswer, insomniaTool } from './insomnia.js'
import type { Insomnia, ScriptGlobals } from './types.js'

declare const insomnia: Insomnia
declare const crypto: ScriptGlobals['crypto']

const globals = (): ScriptGlobals => (typeof crypto === 'undefined' || !crypto ? {} : { crypto })

/** What a pre-request script awaits: the app waits for nothing else. */
export const runPreRequest = (parts: ScriptParts): Promise<void> =>
  whole(insomniaTool(insomnia, globals(), parts.providers), (tool) => preRequest(tool, parts))

/** What an after-response script awaits. */
export const runPostResponse = (parts: ScriptParts): Promise<void> =>
  whole(insomniaAnswer(insomnia, globals()), (tool) => postResponse(tool, parts))

/** Ends when the script has let go of the tool. */
function whole<T extends Tool | AnswerTool>(tool: T, run: (tool: T) => void): Promise<void> {
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
