import { type AnyProvider, baseUrlOf, headerValue } from '@countersign/core'
import { nodeSend } from '@countersign/hosts/node'
import type { Finding } from './finding.js'

// Below every provider's own limit, less the response's travel time and the whole seconds of `Date`.
const TOLERATED = 30

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
    const text =
      Math.abs(off) <= TOLERATED
        ? 'agrees with this machine'
        : `this machine is ${Math.abs(off)} s ${off > 0 ? 'ahead' : 'behind'}`
    return { about, state: Math.abs(off) <= TOLERATED ? 'ok' : 'bad', text }
  } catch (thrown) {
    return { about, state: 'note', text: `unknown: ${(thrown as Error).message}` }
  }
}
