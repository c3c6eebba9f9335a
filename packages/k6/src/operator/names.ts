import type { AnyProvider } from '@countersign/core/provider'

/** The Deployment, the Service and the Secret of `countersign tokens`. */
export const OWNER = 'countersign-tokens'
export const OWNER_PORT = 8787

/** The TestRun of a provider. */
export const testName = ({ id }: AnyProvider) => id
/** The ConfigMap of its script. */
export const scriptMap = (provider: AnyProvider) => `${testName(provider)}-test`
/** The Secret of its settings. */
export const settingsSecret = (provider: AnyProvider) => `${testName(provider)}-settings`

/** Whether all processes must share one token, so that somebody has to own it. */
export const needsOwner = ({ oneToken }: AnyProvider) => oneToken === true
