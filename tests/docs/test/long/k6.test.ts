import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildK6, findK6 } from '@countersign/tools-k6'
import { beforeAll, describe, expect, it } from 'vitest'
import { commandsOf } from '../blocks.js'
import { folder, type Reader } from '../reader.js'
import { ranAll, take } from '../take.js'

const PAGE = 'docs/k6.md'
const SETTINGS = 'set -a; . ./sandbox.env; set +a; export SSL_CERT_FILE=pem/sandbox.COUNTERSIGN_CACERT.pem\n'
const BRIEF = ' --vus 2 --iterations 4'
const PASSED = /checks +[1-9]\d* passed, 0 failed/

let reader: Reader
const write = (name: string, ...lines: string[]) =>
  writeFileSync(join(reader.cwd, name), reader.moved(lines.join('\n')))

/** A snippet, sent to the sandbox in place of the providers. */
const snippet = (page: string, starts: string) =>
  take(page, starts)
    .text.replaceAll('https://api.inqud.com', 'http://127.0.0.1:8081')
    .replaceAll('https://api.sendpayments.com', 'http://127.0.0.1:8082')

describe.runIf(findK6())('k6', () => {
  beforeAll(async () => {
    reader = await folder()
    for (const command of commandsOf(take(PAGE, 'countersign sandbox'))) await reader.succeeds(`${command} &`)
    await reader.succeeds('countersign generate k6 --out .')
  })

  it('has a first test that runs against the sandbox', async () => {
    const [settings, ...each] = commandsOf(take(PAGE, 'set -a; . ./sandbox.env'))
    expect(each).toHaveLength(4)
    for (const command of each)
      expect(await reader.succeeds(`${settings}\n${command}${BRIEF}`)).toMatch(PASSED)
  })

  it('has a first test of real settings, which init takes', async () => {
    const [init, settings, run] = commandsOf(take(PAGE, 'countersign init'))
    await reader.succeeds(`grep INQUD_ sandbox.env | ${init}`)
    const output = await reader.succeeds(`${settings}\nBASE_URL=http://127.0.0.1:8081 ${run}${BRIEF}`)
    expect(output).toMatch(PASSED)
  })

  it('runs its snippets: clients, without promises, signing only, mutual TLS, a lease', async () => {
    write('clients.js', snippet(PAGE, 'import { check }'))
    write(
      'sync.js',
      `import { check, group } from 'k6'`,
      `import { countersign } from './countersign.js'`,
      `const [url, body] = ['http://127.0.0.1:8081/v1/user/payments/payout', '{}']`,
      snippet(PAGE, "const inqud = countersign.sync('inqud')"),
    )
    write(
      'batch.js',
      `import http from 'k6/http'`,
      `import { countersign } from './countersign.js'`,
      `const [inqud, base, body] = [countersign.sync('inqud'), 'http://127.0.0.1:8081', '{}']`,
      `export default function () {`,
      snippet(PAGE, 'const one').replace('http.batch', 'return http.batch'),
      '}',
    )
    write(
      'tls.js',
      snippet(PAGE, 'import { countersign, tlsAuth }'),
      `export default () => mastercard.post('https://127.0.0.1:8083/idverify', '{"a":1}')`,
    )
    write(
      'lease.js',
      `import { countersign } from './countersign.js'`,
      snippet(PAGE, "const send = countersign.sync('sendpayments'").replace(
        '  send.get(',
        '  return send.get(',
      ),
    )
    for (const [name, setting] of PEMS)
      await reader.succeeds(`cp pem/sandbox.MASTERCARD_${setting}.pem ${name}.pem`)
    write(
      'script.js',
      ...wholeOf(['clients', 'sync', 'batch', 'tls', 'lease']),
      `export const options = optionsOf({`,
      snippet(PAGE, 'thresholds'),
      '})',
    )
    expect(await reader.succeeds(`${SETTINGS}k6 run script.js`)).not.toMatch(COMPLAINT)
  })

  it('reads settings from a secret source', async () => {
    write(
      'first.js',
      snippet(PAGE, 'import secrets'),
      `export default () => inqud.get('http://127.0.0.1:8081/v1/x')`,
    )
    write(
      'second.js',
      `import secrets from 'k6/secrets'`,
      `import { countersign } from './countersign.js'`,
      snippet(PAGE, 'const tokensSecret'),
      `export default () => send.get('http://127.0.0.1:8082/accounts')`,
    )
    write('script.js', ...wholeOf(['first', 'second']), 'export const options = optionsOf({})')
    await reader.succeeds(`grep -E '^(INQUD|SENDPAYMENTS)_' sandbox.env | tr -d "'" > inqud.secrets`)
    for (const command of commandsOf(take(PAGE, 'k6 run --secret-source')))
      expect(await reader.succeeds(command)).not.toMatch(COMPLAINT)
  })

  it('packages/k6/README.md: a script, and its command', async () => {
    const page = 'packages/k6/README.md'
    write('script.js', snippet(page, 'import { check }'))
    await reader.succeeds('cp sandbox.env .env')
    const output = await reader.succeeds(commandsOf(take(page, 'set -a')).join('\n'))
    expect(output).toMatch(/checks_succeeded\.*: 100/)
  })

  it('shares a token by a broker, in one process and in several', async () => {
    for (const command of commandsOf(take(PAGE, 'countersign tokens'))) await reader.succeeds(`${command} &`)
    // The secret is the broker's alone.
    const given =
      'export BASE_URL=http://127.0.0.1:8082 SENDPAYMENTS_HOSTS=127.0.0.1:8082 $(grep SENDPAYMENTS_CLIENT_ID .env)\n'
    for (const page of [PAGE, 'docs/tokens.md']) {
      const [tokens, run] = commandsOf(take(page, 'export COUNTERSIGN_TOKENS='))
      expect(await reader.succeeds(`${given}${tokens}\n${run}${BRIEF}`)).toMatch(PASSED)
    }
    const tokens = 'export COUNTERSIGN_TOKENS=http://127.0.0.1:8787\n'
    for (const command of commandsOf(take(PAGE, 'k6 archive'))) {
      const output = await reader.succeeds(
        given + tokens + command + (command.includes(' run ') ? BRIEF : ''),
      )
      if (command.includes(' run ')) expect(output).toMatch(PASSED)
    }
  })

  it('has a broker for several machines', async () => {
    const other = await folder()
    await other.succeeds(`cp ${reader.cwd}/sandbox.env .env`)
    const command = commandsOf(take(PAGE, 'export COUNTERSIGN_TOKENS_SECRET')).join('; ')
    expect(await other.succeeds(`${command} &`)).toContain('Sharing tokens at http://0.0.0.0:8787')
  })

  it('changes only the import with the extension', async () => {
    const line = take(PAGE, "import { countersign } from 'k6/x/countersign'").text
    const script = snippet('packages/xk6/README.md', 'import')
    expect(script.startsWith(line)).toBe(true)
    const k6 = await buildK6('extension').catch(() => undefined)
    if (k6 === undefined) return console.warn('SKIPPED: the extension. Install Go.')
    write('extension.js', script)
    const output = await reader.succeeds(`${SETTINGS}${k6} run${BRIEF} extension.js`)
    expect(output).toMatch(/http_req_failed\.*: 0\.00%/)
  })
})

const PEMS = [
  ['encryption', 'ENCRYPTION_CERTIFICATE'],
  ['client', 'CLIENT_CERTIFICATE'],
  ['client-key', 'CLIENT_KEY'],
]
const COMPLAINT = /level=(?:warning|error)/

/** A script that calls what others export, one after the other, and checks each response; `page` has its options. */
const wholeOf = (names: readonly string[]) => [
  `import { check } from 'k6'`,
  ...names.map((name) => `import * as ${name} from './${name}.js'`),
  `const all = { ${names.join(', ')} }`,
  'const optionsOf = ({ thresholds }) => ({ ...all.tls?.options, thresholds: { ...thresholds, checks: ["rate==1"] } })',
  'export const setup = () => all.lease?.setup()',
  'export default async function (lease) {',
  '  for (const [name, one] of Object.entries(all))',
  '    for (const response of [(await one.default(lease)) ?? []].flat())',
  '      check(response, { [name]: ({ status }) => status === 200 })',
  '}',
]

ranAll(import.meta.url)
