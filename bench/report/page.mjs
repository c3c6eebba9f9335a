// docs/performance.md and its charts, from the pieces of one run.
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { QUIET } from './busy.mjs'
import { chartOf } from './chart.mjs'
import { budgetOf, rounded, spreadOf } from './rows.mjs'

const docs = new URL('../../docs/', import.meta.url)
const pictures = new URL('pictures/', docs)
const VERDICTS = { kept: 'holds', missed: '**missed**', unclear: 'cannot judge', figure: '' }

const cell = (text) => String(text).replaceAll('|', '\\|')
const percent = (part) => `${Math.round(part * 100)} %`

/** The page of a run. @returns { page, charts: { file name → SVG } } */
export function pageOf(machine, pieces) {
  const sections = pieces.map(sectionOf)
  return {
    page: [introOf(machine, pieces), ...sections.map(({ text }) => text)].join('\n'),
    charts: Object.fromEntries(sections.flatMap(({ file, chart }) => (chart ? [[file, chart]] : []))),
  }
}

function introOf({ date, text, version, versions }, pieces) {
  const libraries = Object.entries(versions).map(([name, version]) => `${name} ${version}`)
  return `# Performance

Written by \`npx -y pnpm@12.21.0 bench --write\` on ${date}: version ${version}, ${text}. Run it on your machine; do not
edit this page.

${besides(pieces)}

Each row is a ratio of two things that took turns in the same run, or a figure. Times are low quantiles, since other work
only adds to them. The spread is the middle half of the ratios of the parts of a run. If it is wide and the budget lies
inside it, the row is not judged. In a chart, a bar is the part of its budget that a row uses; the dashed line is all of
it. A row without a budget is a figure to compare with your own.

Measured against: ${libraries.join(', ')}.

${summaryOf(pieces)}
`
}

/** What else the machine did, as it was before each benchmark. */
function besides(pieces) {
  const parts = pieces.map(({ busy }) => busy).sort((one, other) => one - other)
  const [median, most] = [parts[parts.length >> 1], parts.at(-1)]
  const taken = `before each benchmark, other work took ${percent(median)} of the processors (median), ${percent(most)} at most`
  return median > QUIET
    ? `**Measured beside other work**: ${taken}. A quiet machine gives lower times and narrower spreads.`
    : `The machine was quiet: ${taken}.`
}

function summaryOf(pieces) {
  const count = (rows, verdict) => rows.filter((row) => row.verdict === verdict).length
  const lines = pieces.map(({ title, rows, seconds }) => [
    `[${title}](#${anchorOf(title)})`,
    rows.length,
    ...['kept', 'missed', 'unclear'].map((verdict) => count(rows, verdict)),
    `${seconds} s`,
  ])
  return table(['benchmark', 'rows', 'budgets that hold', 'missed', 'cannot judge', 'took'], lines)
}

const anchorOf = (title) =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')

function table(head, lines) {
  const rows = [head, head.map(() => '---'), ...lines]
  return rows.map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n')
}

function sectionOf({ name, title, rows, skipped, failed }) {
  const chart = chartOf(title, rows, (row) => `${rounded(row.value)} (${budgetOf(row)})`)
  const file = `performance-${name}.svg`
  const parts = [
    `## ${title}`,
    ...(failed ? [`**This benchmark failed in this run**: it ${failed}.`] : []),
    ...skipped.map((text) => `Not measured on this machine: ${text}`),
    ...(chart ? [`![${title}: the part of each budget that is used](pictures/${file})`] : []),
    ...(rows.length > 0 ? [tableOf(rows)] : []),
  ]
  return { text: `${parts.join('\n\n')}\n`, file, chart }
}

function tableOf(rows) {
  const lines = rows.map((row) => [
    row.name,
    `${rounded(row.value)} ${row.unit}`,
    budgetOf(row),
    spreadOf(row),
    VERDICTS[row.verdict],
    row.figures ?? '',
  ])
  return table(['what', 'measured', 'budget', 'spread', '', 'figures'], lines)
}

/** Writes the page; charts of benchmarks that are gone go with them. */
export function writePage(machine, pieces) {
  const { page, charts } = pageOf(machine, pieces)
  for (const file of readdirSync(pictures))
    if (/^performance-.*\.svg$/.test(file)) rmSync(new URL(file, pictures))
  for (const [file, chart] of Object.entries(charts)) writeFileSync(new URL(file, pictures), chart)
  writeFileSync(new URL('performance.md', docs), page)
}
