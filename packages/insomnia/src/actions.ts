import type { ActionContext, ActionModels } from './context.js'
import type { History, HistoryEntry } from './history.js'
import { show, withoutSecrets } from './messages.js'
import type { Runtime } from './runtime.js'

export interface RequestAction {
  readonly label: string
  readonly icon: string
  action(context: ActionContext, models: ActionModels): Promise<void>
}

/**
 * The menu of a request. An action sees neither environment nor rendered request, so it reports what the hooks saw.
 * @param title what the labels begin with: several plugins have these actions in one menu
 */
export function requestActions(
  history: History,
  runtime: () => Promise<Runtime>,
  title: string,
): RequestAction[] {
  const action = (
    label: string,
    icon: string,
    describe: (entry: HistoryEntry) => string[],
  ): RequestAction => ({
    label,
    icon,
    async action(context, { request }) {
      const entry = history.of(String(request?._id))
      const { kind } = await runtime()
      const lines = entry ? describe(entry) : [kind === 'sandbox' ? NO_MEMORY : NOT_SENT]
      await present(context, kind, label, lines)
    },
  })
  return [
    action(`${title}: what was signed`, 'fa-key', signedLines),
    action(`${title}: settings`, 'fa-list', settingLines),
  ]
}

const NOT_SENT = 'This request was not sent since Insomnia was started. Send it, then look here again.'
const NO_MEMORY =
  "In Insomnia's plugin sandbox nothing is kept from a send to this menu. Give the plugin full host access to see this here, or use the command line: countersign explain."

function signedLines(entry: HistoryEntry): string[] {
  const lines = [`${entry.at.toISOString()}: ${outcomeOf(entry)}`]
  if (!entry.provider || entry.steps.length === 0) lines.push(`because ${entry.why}`)
  lines.push(...entry.steps.map(({ name, value }) => `${name}: ${value}`))
  if (entry.status !== undefined) lines.push(`status: ${entry.status}`)
  return [...lines, ...entry.notes]
}

function outcomeOf({ refused, provider, signed }: HistoryEntry): string {
  if (refused !== undefined) return `not sent: ${refused}`
  if (!provider) return 'left as it was'
  return signed ? `signed for ${provider}` : `on its way to ${provider}`
}

function settingLines(entry: HistoryEntry): string[] {
  const match = entry.provider ? `${entry.provider}: ${entry.why}` : `No provider acted on it: ${entry.why}`
  const settings = entry.settings.map(({ name, state }) => `${name}: ${state}`)
  const none = 'No setting of any provider is in this environment.'
  return [match, ...(settings.length > 0 ? settings : [none]), clockLine(entry.clockAhead)]
}

function clockLine(ahead: number | undefined): string {
  if (ahead === undefined) return 'Clock: no response with a Date yet.'
  if (Math.abs(ahead) <= 2) return "Clock: as in the last response's Date."
  return `Clock: ${Math.abs(ahead)} s ${ahead > 0 ? 'ahead of' : 'behind'} the last response's Date.`
}

interface Page {
  createElement(tag: string): { textContent: string; style: { cssText: string } }
}
declare const document: Page | undefined

/**
 * A dialog keeps lines apart; an alert works everywhere. Since plugins have a window of their own (May 2026), a dialog
 * rejects an element of it.
 */
async function present(
  { app }: ActionContext,
  kind: Runtime['kind'],
  title: string,
  lines: readonly string[],
): Promise<void> {
  const text = withoutSecrets(lines.join('\n'))
  if (!(await isShownAsDialog(app, title, text))) await show(app, kind, title, text)
}

async function isShownAsDialog(app: ActionContext['app'], title: string, text: string): Promise<boolean> {
  if (typeof document === 'undefined' || !app?.dialog) return false
  const element = document.createElement('pre')
  element.textContent = text
  element.style.cssText = 'padding:1em;white-space:pre-wrap;overflow-wrap:anywhere;user-select:text'
  try {
    await app.dialog(title, element)
    return true
  } catch {
    return false
  }
}
