import { type AnyProvider, baseUrlOf, headerValue } from '@countersign/core'
import { nodeSend } from '@countersign/hosts/node'
import type { Finding } from './finding.js'

// More than the response's travel time and the whole seconds of `Date`.
const TOLERATED = 30

/** What a provider itself allows, if that is less. */
function toleratedBy({ written }: AnyProvider): { behind: number; ahead: number } {
  const behind = Math.min(TOLERATED, written?.maxAge ?? TOLERATED)
  return { behind, ahead: Math.min(TOLERATED, written?.maxAhead ?? behind) }
}

/** This machine's clock against the `Date` of the provider's host, asked with HEAD and without a credential. */
export async function clockOf(provider: AnyProvider): Promise<Finding> {
  const about = `${provider.name} clock`
  try {
    const { headers } = await nodeSend({ timeout: 10 })({
      method: 'HEAD',
      url: `${baseUrlOf(provider)}/`,
      headers: [],
      body: '',
    })
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
