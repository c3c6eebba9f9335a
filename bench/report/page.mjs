// docs/performance.md and its charts, from the rows of one run.
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { chartOf } from './chart.mjs'
import { budgetOf, rounded, spreadOf } from './rows.mjs'

const docs = new URL('../../docs/', import.meta.url)
const pictures = new URL('pictures/', docs)
const VERDICTS = { kept: 'holds', missed: '**missed**', unclear: 'cannot judge', figure: '' }

const intro = ({ date, text, version, versions }) => `# Performance

Written by \`npx -y pnpm@12.21.0 bench --write\` on ${date}: version ${version}, ${text}. Run it on your machine; do not
edit this page.

Every row is a ratio of two things that took turns in the same run, or a figure. Times are low quantiles, since other
work of a machine only adds to them. The spread is the middle half of the ratio from round to round; if it is wide and
the budget lies inside it, the row is not judged. In a chart a bar is the part of its budget that a row uses; the
dashed line is the whole of it.

Measured against: ${Object.entries(versions)
  .map(([name, version]) => `${name} ${version}`)
  .join(', ')}.
`

const cell = (text) => String(text).replaceAll('|', '\\|')

function tableOf(rows) {
  const lines = rows.map((row) =>
    [
      row.name,
      `${rounded(row.value)} ${row.unit}`,
      budgetOf(row),
      spreadOf(row),
      VERDICTS[row.verdict],
      row.figures ?? '',
    ]
      .map(cell)
      .join(' | '),
  )
  const head = 'what | measured | budget | spread | | figures'
  return [head, head.replace(/[^|]+/g, ' --- '), ...lines].map((line) => `| ${line.trim()} |`).join('\n')
}

function sectionOf(name, title, rows) {
  const chart = chartOf(title, rows, (row) => `${rounded(row.value)} (${budgetOf(row)})`)
  const file = `performance-${name}.svg`
  if (chart) writeFileSync(new URL(file, pictures), chart)
  const picture = chart ? `![${title}: the part of each budget that is used](pictures/${file})\n\n` : ''
  return `## ${title}\n\n${picture}${tableOf(rows)}\n`
}

/** Writes the page; charts of benchmarks that are gone go with them. */
export function writePage(machine, rows, titles) {
  for (const file of readdirSync(pictures))
    if (/^performance-.*\.svg$/.test(file)) rmSync(new URL(file, pictures))
  const sections = [...new Set(rows.map(({ section }) => section))]
  const parts = sections.map((name) =>
    sectionOf(
      name,
      titles[name],
      rows.filter(({ section }) => section === name),
    ),
  )
  writeFileSync(new URL('performance.md', docs), [intro(machine), ...parts].join('\n'))
}
