import type { AnyProvider, Resolver } from '@countersign/core'
import { type Captured, type Verdict, type VerifyOptions, verifyFile } from '@countersign/verify'
import { type Io, UsageError } from '../../terminal/io.js'
import { settingsForWebhooks, webhooksOf } from '../../webhooks.js'

// More signatures than a sender lists while it changes its key.
const MOST = 16

/** The webhooks among some providers, to verify requests to any host by. @throws {UsageError} if there is none */
export function webhookProviders(chosen: readonly AnyProvider[], io: Io): readonly AnyProvider[] {
  const webhooks = webhooksOf(io).filter((one) => chosen.includes(one))
  if (webhooks.length > 0) return webhooks
  throw new UsageError('--webhook needs a definition with webhook:, as in --use github-webhook.yaml.')
}

/** Verifies requests from outside, whatever host they went to; one of several signatures that they list is enough. */
export async function verifyWebhooks(
  captures: readonly Captured[],
  options: VerifyOptions,
  io: Io,
): Promise<Verdict[]> {
  const safe = captures.map(overTls)
  const urls = safe.map(({ request }) => request.url)
  const settings: Resolver = settingsForWebhooks(options.settings, options.providers, urls, io)
  const verdicts: Verdict[] = []
  for (const captured of safe) verdicts.push(await verifyOne(captured, { ...options, settings }))
  return verdicts
}

/** A receiver behind a proxy sees plain http; one on this machine may be called by it. */
function overTls({ alternatives = [], ...captured }: Captured): Captured {
  const all = [captured, ...alternatives]
  const [first = captured, ...others] = [...all.map(secured), ...all]
  return { ...first, alternatives: others }
}

const secured = ({ request, ...others }: Captured): Captured => ({
  ...others,
  request: { ...request, url: request.url.replace(/^http:/i, 'https:') },
})

async function verifyOne(captured: Captured, options: VerifyOptions): Promise<Verdict> {
  const [whole] = (await verifyFile([captured], options)) as [Verdict]
  if (whole.verdict !== 'not-verified') return whole
  for (const request of variants(captured)) {
    const [one] = await verifyFile([request], { ...options, ways: 0 })
    if (one?.verdict === 'verified') return one
  }
  return whole
}

/** The request with one signature of each list: `v1,a v1,b`, `t=1,v1=a,v1=b`. */
function variants({ request, ...others }: Captured): Captured[] {
  return request.headers.flatMap(([name, value], at) => {
    const [first = '', ...items] = value.split(',')
    const forms = [...value.split(' '), ...items.map((item) => `${first},${item}`)]
    if (forms.length < 3 && items.length < 2) return []
    const changed = (form: string) =>
      request.headers.map((header, n) => (n === at ? ([name, form] as const) : header))
    return forms
      .slice(0, MOST)
      .map((form) => ({ ...others, request: { ...request, headers: changed(form) } }))
  })
}
