import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { startSandbox } from '@countersign/sandbox'
import ts from 'typescript-6'
import { beforeAll, expect, it } from 'vitest'
import { root } from '../pages.js'
import { ranAll, take } from '../take.js'

/** A block in a program: what it takes for granted before it, and what is asked of it after it. */
interface Program {
  readonly before?: string
  readonly after: string
  /** What of the block is only for the reader's eyes, or reaches a real provider. */
  readonly replace?: readonly (readonly [string, string])[]
}

const PROGRAMS: Readonly<Record<string, readonly [page: string, starts: string, Program]>> = {
  core: [
    'packages/core/README.md',
    'import',
    { after: 'export default [provider.id, why, request.headers]' },
  ],
  definitions: [
    'packages/definitions/README.md',
    'import',
    {
      before: `import { createSigner } from '@countersign/core'\nimport { nodeHost } from '@countersign/hosts/node'`,
      after: `const signer = createSigner({ providers: [provider], settings: (name) => ({ ACME_API_SECRET: 's' })[name], host: nodeHost() })
const { request } = signer.sign({ method: 'GET', url: 'https://api.acme.example/', headers: [], body: '' })
export default request.headers`,
    },
  ],
  hosts: [
    'packages/hosts/README.md',
    'import',
    { after: `export default signer.decide('https://api.inqud.com/').acts` },
  ],
  lent: [
    'packages/hosts/README.md',
    '// A browser',
    {
      before: `import { webcryptoHost, webcryptoCipher, gcmLongIv } from '@countersign/hosts/webcrypto'
import { hmacDrbg, portableCipher, portableHost } from '@countersign/hosts/portable'
const [entropy, nonce] = [32, 16].map((length) => crypto.getRandomValues(new Uint8Array(length)))`,
      after: `export default [typeof host.hmac, typeof cipher, plain.hash('SHA-256', ['abc'], 'hex')]`,
    },
  ],
  insomnia: [
    'docs/insomnia.md',
    'import',
    { after: '', replace: [['console.log(workspace(', 'export default (workspace(']] },
  ],
  page: [
    'packages/page/README.md',
    'import',
    {
      before: `const source = { title: 'A', providers: [], subscribe: () => () => {} }
const [explain, conceal, masks, verifyCommand] = [() => undefined, (text) => text, () => false, () => '']`,
      after: '',
      replace: [['page.url', 'export default page.url']],
    },
  ],
  postman: [
    'packages/postman/README.md',
    'import',
    {
      after: '',
      replace: [
        ['\ncollection(inqud)', '\nexport const made = collection(inqud)'],
        ['\nenvironment(inqud)', '\nexport default [made, environment(inqud)]'],
      ],
    },
  ],
  runtimes: [
    'docs/runtimes.md',
    '// pay.mjs',
    {
      after: '',
      replace: [
        ['\nawait fetch(', '\nexport default await fetch('],
        ['https://api.inqud.com', 'ORIGIN'],
      ],
    },
  ],
  sandbox: [
    'packages/sandbox/README.md',
    'import { startSandbox',
    { after: 'export default [sandbox.origins.inqud, Object.keys(sandbox.env)]' },
  ],
  faults: [
    'packages/sandbox/README.md',
    "sandbox.fault('sendpayments'",
    {
      before: `import { startSandbox } from '@countersign/sandbox'
const sandbox = await startSandbox({ providers: ['imburse', 'inqud', 'sendpayments'] })`,
      after: `const { INQUD_TOKEN_ID, INQUD_TOKEN_SECRET } = sandbox.env
const headers = { 'X-Token-API-Id': INQUD_TOKEN_ID, 'X-Token-API-Secret': INQUD_TOKEN_SECRET }
const { status } = await fetch(sandbox.origins.inqud, { headers })
const date = (await fetch(sandbox.origins.imburse)).headers.get('Date')
await sandbox.close()
export default [status, Math.round((Date.parse(date) - Date.now()) / 60_000)]`,
    },
  ],
  verifier: [
    'packages/sandbox/README.md',
    'import { createHmac',
    {
      before: `import { startSandbox } from '@countersign/sandbox'`,
      after: `const own = { id: 'acme', name: 'Acme', settings: { secret: 's' }, env: {}, verifier }
const sandbox = await startSandbox({ providers: [], own: [own] })
const time = String(Math.floor(Date.now() / 1000))
const signature = createHmac('sha256', 's').update(time).digest('hex')
const send = async (headers) => (await fetch(sandbox.origins.acme, { headers })).status
const right = { 'X-Timestamp': time, 'X-Signature': signature, 'X-Nonce': '1' }
export default [await send({ ...right, 'X-Signature': 'wrong' }), await send(right), await send(right)]
await sandbox.close()`,
      replace: [['export default defineVerifier', 'const verifier = defineVerifier']],
    },
  ],
  schemes: [
    'packages/schemes/README.md',
    'import',
    {
      before: `process.env.THINGS_ID = 'dh37fgj492je'\nprocess.env.THINGS_KEY = 'werxhqb98rpaxn39848xrunpaw3489ruxnpa98w4rxn'`,
      after: `const { request } = signer.sign({ method: 'GET', url: 'https://api.things.example/', headers: [], body: '' })
export default request.headers`,
    },
  ],
}

const results: Record<string, unknown> = {}
let origin = ''

beforeAll(async () => {
  const sandbox = await startSandbox({ providers: ['inqud'] })
  origin = sandbox.origins.inqud ?? ''
  const cwd = mkdtempSync(join(tmpdir(), 'countersign-docs-programs-'))
  // The command line has every package.
  symlinkSync(`${root}packages/cli/node_modules`, join(cwd, 'node_modules'))
  for (const [name, [page, starts, program]] of Object.entries(PROGRAMS))
    writeFileSync(join(cwd, `${name}.mjs`), textOf(page, starts, program).replace('ORIGIN', origin))
  const all = Object.keys(PROGRAMS).map((name) => `all.${name} = (await import('./${name}.mjs')).default`)
  const head = `import { writeFileSync } from 'node:fs'\nconst all = {}`
  const write = `writeFileSync('all.json', JSON.stringify(all, (_, one) => (one instanceof Response ? one.status : one)))`
  writeFileSync(join(cwd, 'all.mjs'), [head, ...all, write].join('\n'))
  await promisify(execFile)(process.execPath, ['all.mjs'], { cwd, env: sandbox.env })
  Object.assign(results, JSON.parse(readFileSync(join(cwd, 'all.json'), 'utf8')))
  await sandbox.close()
})

function textOf(page: string, starts: string, { before = '', after, replace = [] }: Program): string {
  const { language, text } = take(page, starts)
  const changed = replace.reduce((sum, [from, to]) => {
    expect(sum).toContain(from)
    return sum.replace(from, to)
  }, text)
  const whole = [before, changed, after].join('\n')
  const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 }
  return language === 'ts' ? ts.transpile(whole, options) : whole
}

it.each<[string, unknown]>([
  ['core', ['inqud', expect.any(String), expect.arrayContaining([['X-Token-API-Id', expect.any(String)]])]],
  // printf 'GET/' | openssl dgst -sha256 -hmac s
  ['definitions', [['X-Signature', 'b3a75db7e09d7d1b1fcb4de379581517dd3e086ef82f365bcf9697d65469ccf5']]],
  ['hosts', true],
  // FIPS 180-4's own example.
  ['lent', ['function', 'object', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad']],
  ['insomnia', expect.stringMatching(/^type: collection\.insomnia\.rest\/5\.0/)],
  ['page', expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/$/)],
  [
    'postman',
    [
      { info: expect.objectContaining({ schema: expect.stringContaining('/v2.1.0/') }) },
      { values: expect.arrayContaining([expect.objectContaining({ type: 'secret', value: '' })]) },
    ].map((each) => expect.objectContaining(each)),
  ],
  ['runtimes', 200],
  [
    'sandbox',
    [
      expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      expect.arrayContaining(['INQUD_TOKEN_ID', 'INQUD_TOKEN_SECRET', 'INQUD_HOSTS']),
    ],
  ],
  ['faults', [200, -10]],
  ['verifier', [401, 200, 401]],
  ['schemes', [['Authorization', expect.stringMatching(/^Hawk id="dh37fgj492je", /)]]],
])('%s does what its comments say', (name, expected) => {
  expect(results[name]).toEqual(expected)
})

it('packages/sandbox/README.md: a refusal has the form that is shown', async () => {
  const now = 1_700_000_301
  const sandbox = await startSandbox({ providers: ['imburse'], clock: () => now })
  const signed = [
    sandbox.env.IMBURSE_PUBLIC_KEY,
    '5f1c2b7e9d3a4c60',
    now - 301,
    Buffer.alloc(32).toString('base64'),
  ]
  const headers = { Authorization: `Hmac ${signed.join(':')}` }
  const response = await fetch(`${sandbox.origins.imburse}/v1/identity/hmac`, { method: 'POST', headers })
  const shown = JSON.parse(take('packages/sandbox/README.md', '{"error"').text)
  expect(await response.json()).toEqual(shown)
  await sandbox.close()
})

ranAll(import.meta.url)
