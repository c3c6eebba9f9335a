import { type Configured, invalidSetting } from '@countersign/core'

/** @throws {CountersignError} `invalid-setting` on what is not the name of a header */
export function headerName(name: string, provider: Configured): string {
  if (/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) return name
  throw invalidSetting(provider, 'header', 'must be the name of a header')
}
