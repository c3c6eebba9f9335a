import type { ActionContext, ActionModels } from './context.js'
import type { Memory, Seen } from './history.js'
import { show } from './refuse.js'
import type { World } from './runtime.js'

export interface RequestAction {
  readonly label: string
  readonly icon: string
  action(context: ActionContext, models: ActionModels): Promise<void>
}

/** The menu of a request. An action sees neither environment nor rendered request, so it tells what the hooks saw. */
export function requestActions(memory: Memory, world: () => Promise<World>): RequestAction[] {
  const action = (label: string, icon: string, tell: (seen: Seen) => string[]): RequestAction => ({
    label,
    icon,
    async action(context, { request }) {
      const seen = memory.of(String(request?._id))
      const { kind } = await world()
      const lines = seen ? tell(seen) : [kind === 'sandbox' ? NO_MEMORY : NOT_SENT]
      await present(context, kind, label, lines)
    },
  })
  return [
    action('Countersign: what was signed', 'fa-key', signedLines),
    action('Countersign: settings', 'fa-list', settingLines),
  ]
}

const NOT_SENT = 'This request was not sent since Insomnia was started. Send it, then look here again.'
const NO_MEMORY =
  "In Insomnia's plugin sandbox nothing is kept from a send to this menu. Give the plugin full host access to see this here, or ask the command line: countersign explain."

function signedLines(seen: Seen): string[] {
  const lines = [`${seen.at.toISOString()}: ${outcomeOf(seen)}`]
  if (!seen.provider || seen.steps.length === 0) lines.push(`because ${seen.why}`)
  lines.push(...seen.steps.map(({ name, value }) => `${name}: ${value}`))
  if (seen.status !== undefined) lines.push(`answered: ${seen.status}`)
  return [...lines, ...seen.notes]
}

function outcomeOf({ refused, provider, signed }: Seen): string {
  if (refused !== undefined) return `not sent: ${refused}`
  if (!provider) return 'left as it was'
  return signed ? `signed for ${provider}` : `on its way to ${provider}`
}

function settingLines(seen: Seen): string[] {
  const match = seen.provider ? `${seen.provider}: ${seen.why}` : `Nobody acted on it: ${seen.why}`
  const settings = seen.settings.map(({ name, state }) => `${name}: ${state}`)
  const none = 'No setting of any provider is in this environment.'
  return [match, ...(settings.length > 0 ? settings : [none]), clockLine(seen.clockAhead)]
}

function clockLine(ahead: number | undefined): string {
  if (ahead === undefined) return 'Clock: no answer with a Date yet.'
  if (Math.abs(ahead) <= 2) return "Clock: as in the last answer's Date."
  return `Clock: ${Math.abs(ahead)} s ${ahead > 0 ? 'ahead of' : 'behind'} the last answer's Date.`
}

interface Page {
  createElement(tag: string): { textContent: string; style: { cssText: string } }
}
declare const document: Page | undefined

/** A dialog keeps lines apart where there is a page to make it of; an alert is everywhere else. */
async function present(
  { app }: ActionContext,
  kind: World['kind'],
  title: string,
  lines: readonly string[],
): Promise<void> {
  if (typeof document === 'undefined' || !app?.dialog) return show(app, kind, title, lines.join('\n'))
  const text = document.createElement('pre')
  text.textContent = lines.join('\n')
  text.style.cssText = 'padding:1em;white-space:pre-wrap;overflow-wrap:anywhere;user-select:text'
  app.dialog(title, text)
}
