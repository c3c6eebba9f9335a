import type { AnyProvider } from '@countersign/core/provider'
import { type NamedSetting, settingsOf } from '@countersign/core/settings'
import { BROKER, BROKER_PORT, brokerSecret, needsBroker, settingsSecret } from './names.js'

/** A Secret of the settings that every k6 process needs, all of them empty; what is empty counts as unset. */
export const settingsText = (provider: AnyProvider): string =>
  secretText(settingsSecret(provider), runnerSettings(provider))

/** The settings that only the token broker needs: the runners get their tokens from it. */
export const tokenSettingsText = (provider: AnyProvider): string =>
  secretText(
    brokerSecret(provider),
    settingsOf(provider).filter(({ forTokens }) => forTokens),
  )

export const runnerSettings = (provider: AnyProvider): readonly NamedSetting[] =>
  settingsOf(provider).filter(({ forTokens }) => !(forTokens && needsBroker(provider)))

const secretText = (name: string, settings: readonly NamedSetting[]): string => `apiVersion: v1
kind: Secret
metadata:
  name: ${name}
type: Opaque
stringData:
${settings.map(rowOf).join('')}`

function rowOf({ variable, about, required }: NamedSetting): string {
  const comment = `${about}${required ? '' : ' (optional)'}`.replace(/\s+/g, ' ')
  return `  # ${comment}\n  ${variable}: ""\n`
}

/** The Secret that the token broker and its callers share. */
export const brokerSecretText = (): string => `apiVersion: v1
kind: Secret
metadata:
  name: ${BROKER}
type: Opaque
stringData:
  COUNTERSIGN_TOKENS: http://${BROKER}:${BROKER_PORT}
  # 16 characters or more, as \`openssl rand -hex 32\` gives them
  COUNTERSIGN_TOKENS_SECRET: ""
`
