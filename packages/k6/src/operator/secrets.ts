import type { AnyProvider } from '@countersign/core/provider'
import { type Setting, settingName, settingsOf } from '@countersign/core/settings'
import { OWNER, OWNER_PORT, settingsSecret } from './names.js'

/** A Secret of a provider's settings, all of them empty; what is empty counts as absent. */
export const settingsText = (provider: AnyProvider): string => `apiVersion: v1
kind: Secret
metadata:
  name: ${settingsSecret(provider)}
type: Opaque
stringData:
${settingsOf(provider)
  .map((setting) => rowOf(provider, setting))
  .join('')}`

function rowOf({ id }: AnyProvider, { name, about, required }: Setting): string {
  const comment = `${about}${required ? '' : ' (optional)'}`.replace(/\s+/g, ' ')
  return `  # ${comment}\n  ${settingName(id, name)}: ""\n`
}

/** The Secret that the owner of the tokens and its callers share. */
export const ownerSecretText = (): string => `apiVersion: v1
kind: Secret
metadata:
  name: ${OWNER}
type: Opaque
stringData:
  COUNTERSIGN_TOKENS: http://${OWNER}:${OWNER_PORT}
  # 16 characters or more, as \`openssl rand -hex 32\` gives them
  COUNTERSIGN_TOKENS_SECRET: ""
`
