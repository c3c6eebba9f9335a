import { settingName } from '@countersign/core'
import {
  type Commands,
  countsOf,
  linesOf,
  summary,
  type Verdict,
  type VerifyOptions,
  verifyFile,
} from '@countersign/verify'
import { nodeHost } from '../../node-host.js'
import { chosenProviders } from '../../providers.js'
import { secondsOf } from '../../seconds.js'
import { type SettingsOptions, settingsFrom, shadowedBy } from '../../settings.js'
import { type Io, report, say } from '../../terminal/io.js'
import { painter } from '../../terminal/paint.js'
import { whileWaiting } from '../../terminal/spinner.js'
import { commandLine, sameSettings } from '../../terminal/word.js'
import { capturesIn, nameOf, readInput } from './input.js'
import { verifyWebhooks, webhookProviders } from './webhook.js'

export interface VerifyCommand extends SettingsOptions {
  readonly provider?: string
  readonly use?: readonly string[]
  readonly entry?: string
  readonly at?: string
  readonly scheme?: string
  readonly webhook?: boolean
  readonly json?: boolean
}

/** `countersign verify`: whether requests that were sent were signed correctly. @returns 0 if there are some and all are verified, else 1 */
export async function verify(file: string, options: VerifyCommand, io: Io): Promise<number> {
  const chosen = chosenProviders(options.provider, io)
  const providers = options.webhook ? webhookProviders(chosen, io) : chosen
  const settings = settingsFrom(options, io)
  const shadowed = shadowedBy(options, io)
  const at = secondsOf(options.at)
  const bytes = await readInput(file, io)
  const labels: string[] = []
  const how: VerifyOptions = {
    commands: commandsOf(file, labels, options, io),
    providers,
    settings,
    host: nodeHost({ name: 'The command line' }),
    ...(at !== undefined && { at }),
    otherValues: (provider, setting) => shadowed(settingName(provider, setting)),
  }
  const work = () => {
    const captures = capturesIn(bytes, file, options)
    labels.push(...captures.map(({ label }) => label))
    return options.webhook ? verifyWebhooks(captures, how, io) : verifyFile(captures, how)
  }
  const long = bytes.length > LONG_BYTES
  const verdicts = long ? await whileWaiting(io, `Verifying ${nameOf(file)}`, work) : await work()
  print(verdicts, options, io)
  const { verified, notVerified } = countsOf(verdicts)
  if (verified + notVerified === 0) say(io, nothing(options))
  return verified > 0 && notVerified === 0 ? 0 : 1
}

/** What else to type about a request of this run: it finds the same file, settings and providers. */
function commandsOf(file: string, labels: readonly string[], options: VerifyCommand, io: Io): Commands {
  const settings = sameSettings(options)
  const { scheme, entry } = options
  return {
    init: (id) => commandLine(io, 'init', id, ...sameSettings({ use: options.use })),
    explain(label) {
      const number = entry ?? (labels.length > 1 ? String(labels.indexOf(label) + 1) : undefined)
      const which = [...(number ? ['--entry', number] : []), ...(scheme ? ['--scheme', scheme] : [])]
      return commandLine(io, 'explain', '--from', file, ...which, ...settings)
    },
  }
}

function nothing({ dotenv }: SettingsOptions): string {
  const list = dotenv
    ? `list its host in …_HOSTS in ${dotenv}`
    : 'name the file of the settings with --dotenv: it lists the host in …_HOSTS'
  return `Nothing was verified: no provider claims any of these requests. If they went to the sandbox or a proxy, ${list}. If they are for a provider of your own, name its file with --use.`
}

// Less is done before an eye sees it.
const LONG_BYTES = 1024 * 1024

/** A report is about what others wrote: no secret passes, wherever it was. */
function print(verdicts: readonly Verdict[], { json }: VerifyCommand, io: Io): void {
  if (json) {
    report(io, `${JSON.stringify({ ...countsOf(verdicts), requests: verdicts })}\n`)
    return
  }
  const paint = painter(io.stdout)
  const lines = verdicts.flatMap((verdict) => linesOf(verdict, paint))
  report(io, `${lines.join('\n')}\n${verdicts.length > 1 ? `${summary(verdicts)}\n` : ''}`)
}
