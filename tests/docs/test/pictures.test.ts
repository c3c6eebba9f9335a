import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { pageOf, type Row } from '../../../bench/report/page.mjs'
import { verifyPicture } from '../pictures.mjs'
import { pages, root } from './pages.js'

const textOf = (svg: string) =>
  svg.replace(/<(style|title)>[^<]*<\/\1>/g, '').match(/(?<=<tspan[^>]*>)[^<]+/g) ?? []
const hasTerminal = spawnSync('script', ['--version']).stdout?.includes('util-linux') ?? false

it.skipIf(!hasTerminal)('docs/pictures/verify.svg shows what verify prints in a terminal', async () => {
  const drawn = readFileSync(`${root}docs/pictures/verify.svg`, 'utf8')
  const now = textOf(await verifyPicture())
  expect(now).toContain('not verified')
  expect(now, 'npx -y pnpm@12.21.0 --filter @countersign/tests-docs run pictures').toEqual(textOf(drawn))
})

const numberIn = (text = '') => Number(/-?[\d.]+(?:e[+-]\d+)?/.exec(text)?.[0])
const VERDICTS = new Map<string, Row['verdict']>([
  ['holds', 'kept'],
  ['**missed**', 'missed'],
  ['cannot judge', 'unclear'],
])

/** The rows with a budget in a section of docs/performance.md. */
const rowsIn = (section: string): Row[] =>
  [...section.matchAll(/^\| (.*) \|$/gm)].flatMap(([, line = '']) => {
    const [name = '', measured, budget = '', , verdict = ''] = line.split(' | ')
    const limit = { [budget.startsWith('at most') ? 'atMost' : 'atLeast']: numberIn(budget) }
    return /^at (most|least) /.test(budget)
      ? [{ name, value: numberIn(measured), unit: '', ...limit, verdict: VERDICTS.get(verdict) ?? 'figure' }]
      : []
  })

/** What is written beside a bar, and its colour. Its length was drawn from a number with more digits. */
const drawnIn = (svg = '') => svg.match(/(?<=<text[^>]*>)[^<]+|(?<=<rect class=")\w+/g)

describe('a chart of docs/performance.md', () => {
  const sections = (pages.get('docs/performance.md') ?? '').split(/^## /m)
  const charts = sections.flatMap((section) => {
    const [, file = ''] = /\]\(pictures\/performance-([\w-]+)\.svg\)/.exec(section) ?? []
    return file === '' ? [] : [[file, section] as const]
  })

  it.each(charts)('performance-%s.svg shows what the table says', (name, section) => {
    const piece = { name, title: section.split('\n', 1)[0] ?? '', skipped: [], busy: 0, seconds: 0 }
    const machine = { date: '', text: '', version: '', versions: {} }
    const made = pageOf(machine, [{ ...piece, rows: rowsIn(section) }]).charts[`performance-${name}.svg`]
    const there = readFileSync(`${root}docs/pictures/performance-${name}.svg`, 'utf8')
    expect(drawnIn(there)?.length).toBeGreaterThan(2)
    expect(drawnIn(made)).toEqual(drawnIn(there))
  })
})
