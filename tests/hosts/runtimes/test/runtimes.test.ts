import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { otherNodes, VERSIONS } from './other-nodes.js'
import { type Files, runtimes } from './runtimes.js'
import { startServer } from './server.js'

// Each takes a second or more to start: the quick run has those that are plain programs.
const all = ['long', 'docs'].includes(process.env.MODE ?? '')
const chosen = all
  ? [...runtimes, ...otherNodes()]
  : runtimes.filter(({ name }) => ['Node', 'Bun'].includes(name))

async function bundled(name: string, folder: string): Promise<string> {
  const input = new URL(`../suite/${name}.ts`, import.meta.url).pathname
  const bundle = await rolldown({ input, platform: name === 'main' ? 'node' : 'browser', logLevel: 'silent' })
  const file = join(folder, `${name}.mjs`)
  await bundle.write({ file, format: 'esm', codeSplitting: false })
  await bundle.close()
  return file
}

let files: Files
let server: Awaited<ReturnType<typeof startServer>>
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-test-'))
  const [main, serve, page] = await Promise.all(
    ['main', 'serve', 'page'].map((name) => bundled(name, folder)),
  )
  files = { main: main as string, serve: serve as string }
  server = await startServer(
    new Map([
      ['/', '<!doctype html><script type="module" src="/page.js"></script>'],
      ['/page.js', readFileSync(page as string, 'utf8')],
    ]),
  )
})
afterAll(() => server?.close())

describe.each(chosen)('$name', (runtime) => {
  if (runtime.path === undefined) console.warn(`SKIPPED: ${runtime.name}: ${runtime.missing}.`)

  it.skipIf(runtime.path === undefined)(
    'signs, encrypts and has tokens over WebCrypto and fetch',
    async () => {
      const right = Object.fromEntries(server.names.map((name) => [name, '200 ok']))
      expect(await runtime.run(server.given, files)).toEqual(right)
    },
  )
})

describe.runIf(all && chosen.every(({ path }) => path !== undefined))('docs/runtimes.md', () => {
  it('names the versions that were tried; --mode docs rewrites it', async () => {
    const file = new URL('../../../../docs/runtimes.md', import.meta.url)
    const isNode = ({ name }: { name: string }) => name.startsWith('Node')
    const sorted = [...chosen.filter(isNode), ...chosen.filter((one) => !isNode(one))]
    const versions = await Promise.all(
      sorted.map(async ({ name, version }) => `| ${name.replace(/^(Node) .*/, '$1')} | ${await version()} |`),
    )
    const page = pageOf(versions)
    if (process.env.MODE === 'docs') writeFileSync(file, page)
    expect(withoutVersions(readFileSync(file, 'utf8'))).toBe(withoutVersions(page))
  })
})

it('docs/runtimes.md names the versions that are pinned here', () => {
  const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
  const { devDependencies } = JSON.parse(read('../package.json'))
  const page = read('../../../../docs/runtimes.md')
  const dated = devDependencies.workerd.replace(/^1\.(\d{4})(\d\d)(\d\d)\..*/, '$1-$2-$3')
  for (const version of VERSIONS) expect(page).toContain(`\n| Node | ${version} |\n`)
  expect(page).toContain(`\n| Bun | ${devDependencies.bun} |\n`)
  expect(page).toContain(`\n| Deno | ${devDependencies.deno} |\n`)
  expect(page).toContain(`\n| workerd | ${dated} |\n`)
})

const withoutVersions = (page: string) => page.replace(/\| [\d.-]+ \|/g, '| |')

const pageOf = (rows: readonly string[]) => `# Runtimes

\`webcryptoHost(crypto)\` and \`signedFetch(signer)\` run wherever there is WebCrypto and \`fetch\`. One suite (an HMAC, a token scheme, a JWE, and signatures by RSA, ECDSA P-256 and Ed25519 keys) runs in each of these against a server on \`node:crypto\` and jose:

| runtime | version |
|---|---|
${rows.join('\n')}

\`npx -y pnpm@12.21.0 test\` runs it in the Node that runs the tests and in Bun, \`npx -y pnpm@12.21.0 test:long\` in all of them. In a browser the page must be served over https or from this machine, as WebCrypto demands, and the API must allow requests from it (CORS).

\`\`\`ts
import { createSigner, providers } from '@countersign/core'
import { signedFetch, webcryptoHost } from '@countersign/hosts/webcrypto'

const settings = (name: string) => process.env[name]
const fetch = signedFetch(createSigner({ providers, settings, host: webcryptoHost(crypto) }))
await fetch('https://api.inqud.com/v1/things', { method: 'POST', body: '{"amount": 50}' })
\`\`\`

## TypeScript

All packages have types, for TypeScript 5.4.5 and newer, with \`strict\`, and \`module\` \`NodeNext\` or \`moduleResolution\`
\`Bundler\`. Those that only run in Node want \`@types/node\` beside them, \`@countersign/k6\` wants \`@types/k6\`. The packages are
ES modules; Node 20.19 and newer load them by \`require\` too.
`
