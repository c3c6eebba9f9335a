// A terminal's screen as an SVG that reads on light and dark pages.
const CELL = { width: 8.43, height: 20 }
const MARGIN = 16
// The eight colours of a terminal, on a dark ground.
const COLOURS = ['#6e7681', '#ff7b72', '#7ee787', '#e3b341', '#79c0ff', '#d2a8ff', '#56d4dd', '#e6edf3']
const TEXT = '#e6edf3'

const escaped = (text) => text.replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`)

function tspan({ look, x, text }) {
  const shown = text.trimEnd()
  if (shown === '') return ''
  const indent = shown.length - shown.trimStart().length
  const at = (MARGIN + (x + indent) * CELL.width).toFixed(1)
  const style = [
    ` fill="${look.colour < 0 ? TEXT : (COLOURS[look.colour % 8] ?? TEXT)}"`,
    look.bold ? ' font-weight="bold"' : '',
    look.dim ? ' opacity="0.7"' : '',
  ]
  return `<tspan x="${at}"${style.join('')}>${escaped(shown.trimStart())}</tspan>`
}

/** Draws lines of runs of characters. `title` is what a screen reader says. */
export function svgOf(lines, columns, title) {
  const width = Math.round(2 * MARGIN + columns * CELL.width)
  const height = 2 * MARGIN + lines.length * CELL.height
  const texts = lines.map((runs, n) => {
    const y = MARGIN + (n + 0.75) * CELL.height
    return `  <text y="${y}">${runs.map(tspan).join('')}</text>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" role="img">
  <title>${escaped(title)}</title>
  <style>text { white-space: pre; font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace }</style>
  <rect width="100%" height="100%" rx="8" fill="#0d1117"/>
${texts.join('\n')}
</svg>
`
}
