import { setTimeout as wait } from 'node:timers/promises'
import type { Host } from '@countersign/core/host'
import type { Bytes } from '@countersign/core/message'
import { memoryTokens } from '@countersign/core/tokens'
import { nodeHost, nodeNow, nodeSend } from '@countersign/hosts/node'
import { appSettings } from './app-settings.js'
import { connectTo } from './proxy.js'

/** Seconds for a token request, unless the app's own limit is shorter. */
const LONGEST = 30

/** Seconds for requests still in flight with a token that the next one ends. */
const DRAIN = 5

/** Core's host in Insomnia with Node: `node:crypto`, and its own token requests, which no hook sees. */
export function fullHost(): Host {
  const tokens = memoryTokens({ now: nodeNow, drain: DRAIN, wait: (seconds) => wait(seconds * 1000) })
  const host = nodeHost({
    name: 'Insomnia',
    tokens,
    send: async (request) => {
      const settings = appSettings()
      const connect = connectTo(request.url, settings)
      const timeout = Math.min(settings.timeout ?? LONGEST, LONGEST)
      return nodeSend({ timeout, rejectUnauthorized: settings.validates, connect })(request)
    },
  })
  return { ...host, checksHeaders: true }
}

/** The same memory as a Buffer. */
export const asBuffer = (bytes: Bytes): Buffer =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
