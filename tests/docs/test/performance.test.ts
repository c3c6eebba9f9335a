import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { type Piece, pageOf, type Row } from '../../../bench/report/page.mjs'
import { measurePiece } from '../../../bench/report/piece.mjs'
import { pages, root } from './pages.js'

const page = pages.get('docs/performance.md') ?? ''
const execute = promisify(execFile)
const WRITE = 'npx -y pnpm@12.21.0 bench --write'

/** Benchmark → its title, which its section has. */
const titles = new Map(
  readdirSync(`${root}bench`)
    .filter((file) => file.endsWith('.bench.mjs'))
    .map((file) => {
      const [, quoted = ''] =
        /^export const title = (.*)$/m.exec(readFileSync(`${root}bench/${file}`, 'utf8')) ?? []
      return [file.replace('.bench.mjs', ''), quoted.slice(1, -1)]
    }),
)

const sections = new Map(
  page
    .split(/^## /m)
    .slice(1)
    .map((text) => [text.split('\n', 1)[0], text]),
)

it('has a section for each benchmark', () => {
  expect([...sections.keys()], WRITE).toEqual([...titles.values()])
})

it('has titles whose anchors are the same on GitHub and on the site', () => {
  // GitHub drops punctuation inside a word, VitePress makes a dash of it.
  for (const title of titles.values()) expect(title).not.toMatch(/[^\s\w][\w]/)
})

it.each([...titles])('%s has rows, or says why not', (_name, title) => {
  expect(
    rowsOf(sections.get(title) ?? '').length > 0 || /not measured|failed/i.test(sections.get(title) ?? ''),
  ).toBe(true)
})

it('has the charts that it shows, and no other', () => {
  const shown = [...page.matchAll(/\]\(pictures\/(performance-[\w-]+\.svg)\)/g)].map(([, file]) => file)
  const there = readdirSync(`${root}docs/pictures`).filter((file) => file.startsWith('performance-'))
  expect(shown.sort(), WRITE).toEqual(there.sort())
  for (const file of shown) expect(existsSync(`${root}docs/pictures/${file}`)).toBe(true)
})

/** The cells of the rows of a section: what, measured, budget, spread, verdict, figures. */
function rowsOf(section: string): string[][] {
  return section
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2)
    .map((line) => line.slice(2, -2).split(' | '))
}

it.each([...titles])('%s names each row once', (_name, title) => {
  const names = rowsOf(sections.get(title) ?? '').map(([name]) => name)
  expect(names).toEqual([...new Set(names)])
})

const numberIn = (text = '') => Number(/-?[\d.]+(?:e[+-]\d+)?/.exec(text)?.[0])

it('judges each row by its own budget', () => {
  for (const [title, section] of sections)
    for (const [name, measured, budget = '', , verdict] of rowsOf(section)) {
      // A number of three digits may lie on the other side of its budget than the value it was rounded from.
      if (budget === '' || numberIn(measured) === numberIn(budget)) continue
      const isLess = numberIn(measured) < numberIn(budget)
      const holds = budget.startsWith('at most') ? isLess : !isLess
      const expected = holds ? ['holds', 'cannot judge'] : ['**missed**', 'cannot judge']
      expect(expected, `${title}: ${name}`).toContain(verdict)
    }
})

// A figure of speed elsewhere is one that nobody measures again.
const SPEED =
  /\d ?(µs|ms)\b|\d (requests|signatures) (a|per) second|\d times (as (long|fast|slow)|faster|slower)/

it.each([...pages].filter(([path]) => path !== 'docs/performance.md'))(
  '%s has no figure of speed',
  (_path, text) => {
    expect(SPEED.exec(text)?.[0]).toBeUndefined()
  },
)

const row = (more: Partial<Row>): Row => ({
  name: 'a | b',
  value: 1.234,
  unit: 'times',
  verdict: 'figure',
  ...more,
})
const piece = (more: Partial<Piece>): Piece => ({
  name: 'core',
  title: 'Node: core',
  rows: [row({ atMost: 2, verdict: 'kept' })],
  skipped: [],
  busy: 0.02,
  seconds: 3,
  ...more,
})
const machine = { date: '2026-01-01', text: 'Node 20', version: '1.2.3', versions: { jose: '6.0.0' } }

it('says what failed, what was skipped, and what cannot be judged', () => {
  const unclear = row({ name: 'noisy', atLeast: 1, spread: [0.5, 2], verdict: 'unclear' })
  const failing = piece({ name: 'k6', title: 'k6', rows: [], failed: 'ended with status 1' })
  const { page, charts } = pageOf(machine, [
    piece({ rows: [unclear], skipped: ['k6: there is none'] }),
    failing,
  ])
  expect(page).toContain('**This benchmark failed in this run**: it ended with status 1.')
  expect(page).toContain('Not measured on this machine: k6: there is none')
  expect(page).toContain('| noisy | 1.23 times | at least 1 | 0.5 to 2 | cannot judge |  |')
  expect(page).toContain('The machine was quiet')
  expect(Object.keys(charts)).toEqual(['performance-core.svg'])
})

it('says that the machine did other work, and keeps a bar of a name out of the table', () => {
  const { page } = pageOf(machine, [piece({ busy: 0.5 })])
  expect(page).toContain('**Measured beside other work**')
  expect(page).toContain('| a \\| b | 1.23 times |')
})

it('each row can be asked for alone: a benchmark that measures many at once lists them', async () => {
  // One that lists none asks before it measures each.
  const code = `const listed = {}
    for (const name of ${JSON.stringify([...titles.keys()])})
      listed[name] = (await import(\`./\${name}.bench.mjs\`)).rows
    process.stdout.write(JSON.stringify(listed), () => process.exit())`
  const options = { cwd: `${root}bench`, encoding: 'utf8' } as const
  const { stdout } = await execute(process.execPath, ['--input-type=module', '-e', code], options)
  for (const [name, listed] of Object.entries<string[]>(JSON.parse(stdout))) {
    const shown = rowsOf(sections.get(titles.get(name)) ?? '').map(([row]) => row)
    expect(listed, name).toEqual(expect.arrayContaining(shown))
  }
})

const ratio = pathToFileURL(`${root}bench/ratio.mjs`)
function benchmarkOf(source: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'countersign-bench-')), 'one.mjs')
  writeFileSync(file, `import { compareTimes, figure } from '${ratio}'\n${source}`)
  return pathToFileURL(file).href
}

it('measures nothing of a benchmark in which no row is asked for', async () => {
  const file = benchmarkOf(`export const title = 'Fails', rows = ['one']
    export default () => { throw new Error('it was measured') }`)
  expect(await measurePiece('fails', file, 'two')).toMatchObject({ title: 'Fails', rows: [], busy: 0 })
  expect(await measurePiece('fails', file, 'one')).toHaveProperty('failed')
})

it('finds a row by what it is measured against', async () => {
  const file = benchmarkOf(`export const title = 'Ratio'
    export default () => compareTimes('AWS SigV4', [1, 1], [2, 2], { than: 'aws4', atLeast: 1 })`)
  const { rows } = await measurePiece('ratio', file, 'than AWS4$')
  expect(rows.map(({ name }) => name)).toEqual(['AWS SigV4'])
})

it('writes its JSON into the folder it was called from', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'countersign-bench-'))
  const words = [`${root}bench/run.mjs`, 'sizes', '--json', 'rows.json', '--only', "page's script"]
  await execute(process.execPath, words, { cwd: root, env: { ...process.env, INIT_CWD: cwd } })
  expect(JSON.parse(readFileSync(join(cwd, 'rows.json'), 'utf8')).pieces[0].rows).toHaveLength(1)
})

it('a benchmark that fails says how, and keeps what it measured', async () => {
  const file = benchmarkOf(`export const title = 'Fails'
    export default () => {
      figure('one', 1, 'KB', { atMost: 2 })
      figure('two', 3, 'KB', { atMost: 2 })
      throw new Error('on purpose')
    }`)
  const { title, rows, failed } = await measurePiece('fails', file, 'one')
  expect({ title, failed }).toEqual({ title: 'Fails', failed: 'ended with status 1' })
  expect(rows.map(({ name, verdict }) => ({ name, verdict }))).toEqual([{ name: 'one', verdict: 'kept' }])
})
