import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findK6 } from '@countersign/tools-k6'
import { expect, it } from 'vitest'
import { pages, root } from './pages.js'

const OURS = readdirSync(join(root, 'packages'))
  .flatMap((name) => sourcesIn(join(root, 'packages', name, 'src')))
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n')

/** A port that nothing listens on: the lowest, which needs a privileged program. */
const CLOSED = 'http://127.0.0.1:1/'

/** What other programs say, in their own words. The ones that can be had without a network are run below. */
const OTHERS = [
  /^connect ECONNREFUSED$/, // Node, in Newman
  /^(self-signed certificate in certificate chain|unable to get local issuer certificate)$/, // OpenSSL
  /^Failed to transform request with plugins$/, // Insomnia 10
  /^Unsupported protocol$/, // inso, from libcurl
  /^The moduleSpecifier/, // k6 2.2.0
  /^(failed to handle the end-of-test summary|No initial value)$/, // k6 2.2.0
  /^(Automatic extension resolution is enabled|Failed to provision a k6 binary|unknown modules \["k6\/x\/countersign"\])$/, // k6 2.2.0
  /^x509: certificate signed by unknown authority$/, // Go, in k6
  /^command not found: countersign$/, // a shell
]

function sourcesIn(folder: string): string[] {
  try {
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    return names.filter((name) => name.endsWith('.ts')).map((name) => join(folder, name))
  } catch {
    return []
  }
}

/** The messages in the first column of the tables of what a tool says. */
const quoted = (pages.get('docs/troubleshooting.md') ?? '')
  .split(/^## /m)
  .filter((section) => section.includes('| it says |'))
  .flatMap((section) => section.split('\n').filter((line) => line.startsWith('| ')))
  .flatMap((line) => [...(line.split(' | ')[0] ?? '').matchAll(/`([^`]+)`/g)].map(([, text = '']) => text))
  .filter((text) => text !== 'inso' && !OTHERS.some((other) => other.test(text)))

it('the page quotes our messages', () => {
  expect(quoted.length).toBeGreaterThan(10)
})

it.each(quoted)('a message says: %s', (text) => {
  const parts = text.split('…').map((each) => each.trim())
  expect(parts.filter((part) => !OURS.includes(part))).toEqual([])
})

const page = pages.get('docs/troubleshooting.md') ?? ''
const cwd = mkdtempSync(join(tmpdir(), 'countersign-docs-says-'))

/** What a program prints, with the quotes of its log unescaped. */
function said(file: string, words: readonly string[]): string {
  const env = { PATH: process.env.PATH, K6_AUTO_EXTENSION_RESOLUTION: 'false', K6_NO_USAGE_REPORT: 'true' }
  const { stdout, stderr } = spawnSync(file, words, { cwd, env, encoding: 'utf8' })
  return `${stdout}${stderr}`.replaceAll('\\"', '"')
}

it('Newman says: connect ECONNREFUSED', () => {
  writeFileSync(join(cwd, 'c.json'), JSON.stringify({ info: { name: 'c' }, item: [{ request: CLOSED }] }))
  const newman = createRequire(import.meta.url).resolve('newman/bin/newman.js')
  expect(page).toContain('`connect ECONNREFUSED`')
  expect(said(process.execPath, [newman, 'run', 'c.json'])).toContain('connect ECONNREFUSED')
})

it.each([
  ['./countersign.js', `The moduleSpecifier "./countersign.js" couldn't be found`],
  ['k6/x/countersign', 'unknown modules ["k6/x/countersign"]'],
])('k6 that does not have %s says so', (name, text) => {
  const k6 = findK6()
  if (k6 === undefined) return console.warn('SKIPPED: what k6 says. There is no k6 here.')
  writeFileSync(join(cwd, 'test.js'), `import '${name}'\nexport default function () {}\n`)
  expect(page).toContain(`\`${text}\``)
  expect(said(k6, ['run', '--quiet', 'test.js'])).toContain(text)
})

it('k6 whose script ends before its first request fails to sum up, and then gives the reason', () => {
  const k6 = findK6()
  if (k6 === undefined) return console.warn('SKIPPED: what k6 says. There is no k6 here.')
  writeFileSync(
    join(cwd, 'throws.js'),
    "if (__VU > 0) throw new Error('why')\nexport default function () {}\n",
  )
  expect(said(k6, ['run', 'throws.js'])).toMatch(
    /failed to handle the end-of-test summary.*No initial value.*Error: why/s,
  )
})
