import { hideSecretsAtHand } from '../settings.js'
import type { Io } from './io.js'
import { Secrets } from './secrets.js'

/** An io whose messages hold none of the secrets that the program has read. */
export function withSecrets(io: Io): Io & { readonly secrets: Secrets } {
  if (io.secrets) return { ...io, secrets: io.secrets }
  const secrets = new Secrets()
  return { ...io, secrets, stderr: secrets.guarded(io.stderr) }
}

/** The same, with what is found at hand once there is a message. */
export function guarded(io: Io): Io {
  const safe = withSecrets(io)
  safe.secrets.later(() => hideSecretsAtHand(safe))
  return safe
}
