// Writes the table of settings of each provider into its page: `pnpm --filter @countersign/tests-interop docs`.
import { readFileSync, writeFileSync } from 'node:fs'
import { providers, settingName, settingsOf } from '@countersign/core'

const MARKS = /(<!-- settings -->\n)[\s\S]*?(<!-- \/settings -->)/

export const pageOf = ({ id }) => new URL(`../../docs/providers/${id}.md`, import.meta.url)

/** The page as it should be. */
export function withTable(page, provider) {
  const rows = settingsOf(provider).map((setting) => `| ${cells(provider, setting).join(' | ')} |`)
  const table = ['| setting | in code | what it is | |', '|---|---|---|---|', ...rows]
  return page.replace(MARKS, (_all, start, end) => `${start}${table.join('\n')}\n${end}`)
}

function cells(provider, { name, about, required, secret, default: value, choices }) {
  const rest = [
    required && 'required',
    secret && 'secret',
    choices?.map((choice) => `\`${choice}\``).join(' or '),
    value && `default \`${value}\``,
  ]
  return [`\`${settingName(provider.id, name)}\``, `\`${name}\``, about, rest.filter(Boolean).join(', ')]
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  for (const provider of providers) {
    const page = pageOf(provider)
    writeFileSync(page, withTable(readFileSync(page, 'utf8'), provider))
  }
}
