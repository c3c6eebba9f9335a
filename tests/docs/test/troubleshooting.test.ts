import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { pages, root } from './pages.js'

const OURS = readdirSync(join(root, 'packages'))
  .flatMap((name) => sourcesIn(join(root, 'packages', name, 'src')))
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n')

/** What other programs say, in their own words. */
const OTHERS = [
  /^connect ECONNREFUSED$/, // Node, in Newman
  /^(self-signed certificate in certificate chain|unable to get local issuer certificate)$/, // OpenSSL
  /^Failed to transform request with plugins$/, // Insomnia 10
  /^Unsupported protocol$/, // inso, from libcurl
  /^The moduleSpecifier/, // k6 2.2.0
  /^(Failed to provision a k6 binary|unknown modules \["k6\/x\/countersign"\])$/, // k6 2.2.0
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
