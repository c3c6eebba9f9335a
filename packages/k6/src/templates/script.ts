import { type AnyProvider, baseUrlOf } from '@countersign/core/provider'
import { iterationText, needsPromise, requestsText } from './calls.js'
import { clientText, hasCertificate, imports, settingsText, type Target } from './client.js'
import { head } from './head.js'
import { quoted } from './literal.js'
import { summaryText } from './summary.js'

export interface ScriptOptions {
  /** `js` by default. */
  readonly language?: 'js' | 'ts'
  /** The file to import. Default `./countersign.js`; one per provider lies beside it: `./ID.js`. */
  readonly module?: string
  /** For k6 with the extension in it: nothing is awaited, and all virtual users share a token by themselves. */
  readonly extension?: boolean
}

/** The name of a provider's script: `ID.k6.js`. */
export const scriptName = ({ id }: AnyProvider, language: 'js' | 'ts' = 'js') => `${id}.k6.${language}`

/**
 * A ready k6 test of a provider's example requests: stages, thresholds that leave requests for tokens out, checks,
 * and a short summary. No value of a setting is in it.
 */
export function script(of: AnyProvider, options: ScriptOptions = {}): string {
  const { language = 'js', extension = false } = options
  const { module = extension ? 'k6/x/countersign' : './countersign.js' } = options
  const provider = extension ? sharing(of) : of
  const target: Target = { typed: language === 'ts', module, isAsync: needsPromise(provider, extension) }
  const parts = [
    `${head(provider, scriptName(provider, language))}\n${imports(provider, target)}`,
    `const BASE_URL = (__ENV.BASE_URL || ${quoted(baseUrlOf(provider))}).replace(/\\/+$/, '')`,
    requestsText(provider, target.typed),
    settingsText(provider, target),
    optionsText(provider, target),
    clientText(provider, target),
    iterationText(provider, target),
    summaryText(target.typed),
  ]
  return `${parts.filter((part) => part !== undefined).join('\n\n')}\n`
}

/** Its tokens need no arrangement. */
const sharing = (provider: AnyProvider): AnyProvider => ({ ...provider, oneToken: false })

const optionsText = (
  provider: AnyProvider,
  { typed }: Target,
) => `export const options${typed ? ': Options' : ''} = {
${hasCertificate(provider) ? `  tlsAuth: tlsAuth(${quoted(provider.id)}, settings),\n` : ''}  scenarios: {
    load: {
      executor: 'ramping-vus',
      stages: [
        { duration: '10s', target: 5 },
        { duration: '20s', target: 5 },
        { duration: '5s', target: 0 },
      ],
      // Above 0: k6 does not resume an await that it interrupted.
      gracefulRampDown: '10s',
      gracefulStop: '10s',
    },
  },
  thresholds: {
    checks: ['rate>0.99'],
    countersign_refusals: ['count==0'],
    // Requests for tokens carry countersign:token instead, and do not count here.
    'http_req_failed{countersign:signed}': ['rate<0.01'],
    'http_req_duration{countersign:signed}': ['p(95)<1000'],
    // What the summary counts.
    'http_reqs{countersign:signed}': ['count>0'],
    'http_reqs{countersign:token}': ['count>=0'],
    'http_reqs{countersign:signed,status:401}': ['count>=0'],
    'http_reqs{countersign:signed,status:403}': ['count>=0'],
  },
}`
