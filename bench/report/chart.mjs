// One bar a row: how much of its budget it uses. The line is the budget; what crosses it is too slow or too large.
const ROW = 24
const LABEL = 420
const BAR = 300
const WIDTH = LABEL + BAR + 170

const escaped = (text) => text.replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`)
const MOST = 1.5

/** The part of its budget that a row uses: 1 is all of it. */
const used = ({ value, atMost, atLeast }) => (atMost === undefined ? atLeast / value : value / atMost)

function bar(row, n, textOf) {
  const y = 8 + n * ROW
  const length = (Math.min(used(row), MOST) / MOST) * BAR
  const name = row.name.length > 62 ? `${row.name.slice(0, 61)}…` : row.name
  return `  <text x="${LABEL - 8}" y="${y + 16}" text-anchor="end">${escaped(name)}</text>
  <rect class="${row.verdict}" x="${LABEL}" y="${y + 4}" width="${Math.max(1, length).toFixed(1)}" height="16" rx="2"/>
  <text x="${LABEL + BAR + 10}" y="${y + 16}">${escaped(textOf(row))}</text>`
}

/** @returns the SVG of all rows with a budget, or undefined if there are none */
export function chartOf(title, rows, textOf) {
  const shown = rows.filter(({ atMost, atLeast }) => (atMost ?? atLeast) !== undefined)
  if (shown.length === 0) return undefined
  const height = 16 + shown.length * ROW
  const line = LABEL + BAR / MOST
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" role="img">
  <title>${escaped(title)}: the part of each budget that is used; the line is the whole budget</title>
  <style>
    text { font: 13px system-ui, sans-serif; fill: #1f2328 }
    .kept { fill: #1a7f37 } .missed { fill: #cf222e } .unclear { fill: #9a6700 } line { stroke: #656d76 }
    @media (prefers-color-scheme: dark) { text { fill: #e6edf3 } .kept { fill: #3fb950 } .missed { fill: #f85149 } .unclear { fill: #d29922 } }
  </style>
${shown.map((row, n) => bar(row, n, textOf)).join('\n')}
  <line x1="${line}" x2="${line}" y1="4" y2="${height - 4}" stroke-dasharray="4 3"/>
</svg>
`
}
