import type { CommandSpec, OptionSpec } from '../command.js'
import type { Io } from '../terminal/io.js'
import { filesOf } from './files.js'
import type { Used } from './used.js'

export const USE: OptionSpec = {
  flags: '--use <file>',
  about: 'add the providers of this file: TypeScript, JavaScript, or a definition (YAML, JSON)',
  repeatable: true,
}

/** A command that also takes the providers of `--use`. */
export const withUse = (spec: CommandSpec): CommandSpec => ({
  ...spec,
  options: [...(spec.options ?? []), USE],
  run: async ({ io, ...others }) => spec.run({ ...others, io: await withProviders(others.options.use, io) }),
})

/** An io with the providers of the run. Most runs have none but Countersign's own, and load nothing for it. */
async function withProviders(use: readonly string[] | undefined, io: Io): Promise<Io> {
  const { files, namedBy } = filesOf(use, io)
  if (files.length === 0) return io
  const whole = { ...io, used: await loaded(files, namedBy, io) }
  const { hideSecretsAtHand } = await import('../settings.js')
  whole.secrets?.later(() => hideSecretsAtHand(whole))
  return whole
}

async function loaded(files: readonly string[], namedBy: string, io: Io): Promise<readonly Used[]> {
  const { loadUsed } = await import('./index.js')
  try {
    return await loadUsed(files, namedBy)
  } catch (thrown) {
    // The file may have put the environment in its message.
    ;(await import('../settings.js')).hideLikelySecrets(io)
    throw thrown
  }
}
