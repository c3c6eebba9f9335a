import {
  type AnyProvider,
  clientCertificateSettings,
  providers,
  settingName,
  settingsOf,
} from '@countersign/core'

/** What every tool must get accepted: a provider, and one of its ways to sign if it has several. */
export interface Case {
  readonly id: string
  /** As the table names it: `Inqud, simple`. */
  readonly label: string
  /** The way by the name that code uses: `{ mode: 'simple' }`. */
  readonly settings: Readonly<Record<string, string>>
  /** The same by the name of the setting: `{ INQUD_MODE: 'simple' }`. */
  readonly env: Readonly<Record<string, string>>
}

/** Derived from core's list of providers, so that a new provider is in every tool's rows. */
export const cases: readonly Case[] = providers.flatMap((provider) =>
  modesOf(provider).map((mode) => ({
    id: provider.id,
    label: mode === undefined ? provider.name : `${provider.name}, ${mode}`,
    settings: mode === undefined ? {} : { mode },
    env: mode === undefined ? {} : { [settingName(provider.id, 'mode')]: mode },
  })),
)

function modesOf(provider: AnyProvider): readonly (string | undefined)[] {
  return settingsOf(provider).find(({ name }) => name === 'mode')?.choices ?? [undefined]
}

export const BODY = '{"name":"Zoë","amount":12.50}'

/** The sandbox's client certificate and key, for tools that hold one pair for all requests. */
export function clientCertificate(env: Readonly<Record<string, string>>) {
  const { certificate, key } = providers.map(clientCertificateSettings).find((found) => found) ?? {}
  return { cert: env[certificate?.variable ?? ''] ?? '', key: env[key?.variable ?? ''] ?? '' }
}
