/// <reference types="node" preserve="true" />

export { type Allowed, allowedBy, isAllowed, isAmbiguous } from './allow.js'
export { createGateway, type Gateway } from './gateway.js'
export type { Exchanged, GatewayOptions, Passed, RespondedBody } from './options.js'
export type { ProblemDetails } from './problem.js'
export type { Route } from './target.js'
export type { Reach } from './upstream.js'
