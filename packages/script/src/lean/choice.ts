import type { Match } from '@countersign/core/deciding/choice'
import type { AnyProvider } from '@countersign/core/provider'
import type { Resolver } from '@countersign/core/settings'
import type { Url } from '@countersign/core/url'

// In place of core's choice among providers and their paths, in a script for one that has no paths.

export const pathsOf = (_provider: AnyProvider, _settings: Resolver): undefined => undefined

export const pathFor = (_paths: readonly string[] | undefined, _url: Url): string => ''

export const pathRule = (_match: Match): string => ''

export const chosen = (
  matches: readonly Match[],
  isConfigured: (match: Match) => boolean,
  _url: Url,
): Match | undefined => matches.find(isConfigured)

export const deciding = (matches: readonly Match[]): readonly Match[] => matches

export const holderOf = (
  _url: Url,
  matches: readonly Match[],
  _configured: readonly Match[],
): AnyProvider | undefined => matches[0]?.provider
