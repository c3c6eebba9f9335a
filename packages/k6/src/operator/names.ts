import type { AnyProvider } from '@countersign/core/provider'

/** The Deployment, the Service and the Secret of `countersign tokens`. */
export const BROKER = 'countersign-tokens'
export const BROKER_PORT = 8787

// Without the name of a registry, an image that is not on the machine is pulled from Docker Hub, whoever owns it there.
const local = (image: string) => `localhost/${image}:latest`
/** The image of the command line. */
export const BROKER_IMAGE = local('countersign')
/** The image of k6 with the extension in it. */
export const EXTENSION_IMAGE = local('countersign-k6')

/** The TestRun of a provider. */
export const testName = ({ id }: AnyProvider) => id
/** The ConfigMap of its script. */
export const scriptMap = (provider: AnyProvider) => `${testName(provider)}-test`
/** The Secret of its settings that every k6 process needs. */
export const settingsSecret = (provider: AnyProvider) => `${testName(provider)}-settings`
/** The Secret of the settings that only the token broker needs. */
export const brokerSecret = (provider: AnyProvider) => `${testName(provider)}-token-settings`

/** Whether all processes must share one token, so that a token broker has to own it. */
export const needsBroker = ({ oneToken }: AnyProvider) => oneToken === true
