import { type AnyProvider, baseUrlOf, headerValue } from '@countersign/core'
import { nodeSend } from '@countersign/hosts/node'
import { connectTo } from '../../network/proxy.js'
import type { Io } from '../../terminal/io.js'
import type { Finding } from './finding.js'

// More than the response's travel time and the whole seconds of `Date`.
const TOLERATED = 30

/** What a provider itself allows, if that is less. */
function toleratedBy({ written }: AnyProvider): { behind: number; ahead: number } {
  const behind = Math.min(TOLERATED, written?.maxAge ?? TOLERATED)
  return { behind, ahead: Math.min(TOLERATED, written?.maxAhead ?? behind) }
}

/** This machine's clock against the `Date` of the provider's host, asked with HEAD and without a credential. */
export async function clockOf(provider: AnyProvider, timeout: number, io: Pick<Io, 'env'>): Promise<Finding> {
  const about = `${provider.name} clock`
  try {
    const request = { method: 'HEAD', url: `${baseUrlOf(provider)}/`, headers: [], body: '' }
    const send = nodeSend({ timeout, connect: connectTo(request.url, io) })
    const { headers } = await send(request)
    const theirs = Date.parse(headerValue(headers, 'Date') ?? '')
    if (Number.isNaN(theirs)) return { about, state: 'note', text: 'its host sends no Date' }
    const off = Math.round((Date.now() - theirs) / 1000)
    const { behind, ahead } = toleratedBy(provider)
    const isRight = -off <= behind && off <= ahead
    const text = isRight
      ? 'agrees with this machine'
      : `this machine is ${Math.abs(off)} s ${off > 0 ? 'ahead' : 'behind'}`
    return { about, state: isRight ? 'ok' : 'bad', text }
  } catch (thrown) {
    return { about, state: 'note', text: `unknown: ${(thrown as Error).message}` }
  }
}
