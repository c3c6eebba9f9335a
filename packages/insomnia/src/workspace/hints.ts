import type { AnyProvider, Example } from '@countersign/core/provider'
import { clientCertificateSettings } from '@countersign/core/settings'

export interface HintOptions {
  /** The workspace has the scripts for `inso` in it, so it needs no plugin and its tokens come by no tag. */
  readonly hasScript: boolean
  /** The plugin that signs. */
  readonly plugin: string
}

/**
 * What a person needs to know first, as Markdown. It stands at each request: an imported workspace's own description
 * never arrives.
 */
export function hintsOf(provider: AnyProvider, example: Example, { hasScript, plugin }: HintOptions): string {
  return [
    hasScript ? SCRIPT(provider) : PLUGIN(provider, plugin),
    'Fill in the base environment. A secret can be a reference to a vault, from a private sub environment.',
    ...(!hasScript && provider.examples?.some(({ asksForToken }) => asksForToken)
      ? [tokenHint(example)]
      : []),
    ...(clientCertificateSettings(provider) ? [MUTUAL_TLS] : []),
  ].join('\n\n')
}

const PLUGIN = ({ name }: AnyProvider, plugin: string) =>
  `Signed by the plugin ${plugin} as ${name} requires. Install the plugin first.`
const SCRIPT = ({ name }: AnyProvider) =>
  `Signed by the pre-request script in this request as ${name} requires.`

const tokenHint = ({ asksForToken }: Example) =>
  asksForToken
    ? 'The other requests take their token from the response to this one, by a tag in their header Authorization.'
    : 'The tag in the header Authorization sends the stored token request. Insomnia before 12.0.0 imports it with a broken reference unless you have a team plan: there, click the tag and choose the token request once more.'

const MUTUAL_TLS =
  'Mutual TLS: add the client certificate and its private key in the settings of this collection, under "Certificates", for the host of baseUrl.'
