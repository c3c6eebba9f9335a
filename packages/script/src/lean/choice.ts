import type { Match } from '@countersign/core/deciding/choice'
import type { AnyProvider } from '@countersign/core/provider'
import type { Url } from '@countersign/core/url'

// In place of core's choice among providers and their paths, in a script for one that has no paths.

export const pathFor = (_provider: AnyProvider, _url: Url): string => ''

export const pathRule = (_match: Match): string => ''

export const chosen = (matches: readonly Match[], _url: Url): Match | undefined => matches[0]

export const holderOf = (
  _url: Url,
  matches: readonly Match[],
  _configured: readonly Match[],
): AnyProvider | undefined => matches[0]?.provider
