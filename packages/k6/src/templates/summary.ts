import { REFUSED_ADVICE } from '@countersign/core/refused'
import { quoted } from './literal.js'

/** `handleSummary`: a few lines, with nothing of the settings in them. */
export const summaryText = (
  typed: boolean,
): string => `${typed ? TYPES : ''}/** A few lines; nothing of the settings or of setup() is in them. */
export function handleSummary({ metrics }${typed ? ': { metrics: Metrics }' : ''}) {
  const value = (name${typed ? ': string' : ''}, kind${typed ? ': string' : ''}) => metrics[name]?.values[kind] ?? 0
  const ms = (name${typed ? ': string' : ''}) => \`\${value(name, 'p(95)').toFixed(1)} ms (p95)\`
  const crossed = Object.entries(metrics).flatMap(([name, { thresholds = {} }]) =>
    Object.entries(thresholds).flatMap(([rule, { ok }]) => (ok ? [] : [\`\${name}: \${rule}\`])),
  )
  const lines = [
    \`checks      \${value('checks', 'passes')} passed, \${value('checks', 'fails')} failed\`,
    \`requests    \${value('http_reqs{countersign:signed}', 'count')} signed, \${ms('http_req_duration{countersign:signed}')}\`,
    \`tokens      \${value('http_reqs{countersign:token}', 'count')} asked for\`,
    \`signing     \${ms('countersign_signing')}\`,
    \`refusals    \${value('countersign_refusals', 'count')}\`,
    \`thresholds  \${crossed.length === 0 ? 'all kept' : \`crossed: \${crossed.join('; ')}\`}\`,
  ]
  const denied = [401, 403].map((status) => value(\`http_reqs{countersign:signed,status:\${status}}\`, 'count'))
  if (denied.some((count) => count > 0)) {
    lines.push(
      \`denied      \${denied.join(' with 401, ')} with 403\`,
      ${quoted(REFUSED_ADVICE)},
    )
  }
  return { stdout: \`\${lines.join('\\n')}\\n\` }
}`

const TYPES = `type Metrics = Record<
  string,
  { values: Record<string, number>; thresholds?: Record<string, { ok: boolean }> }
>

`
