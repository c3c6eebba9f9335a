import { findK6 } from '@countersign/tools-k6'
import { describe, expect, it, vi } from 'vitest'
import { consoleBlocks, pattern } from '../../../packages/cli/test/console.js'
import { blocks, commandsOf } from './blocks.js'
import { pages, root } from './pages.js'
import { folder } from './reader.js'

const textsOf = (page: string, starts: RegExp) =>
  blocks.filter((block) => block.page === page && starts.test(block.text))

// Each starts a dozen programs, perhaps on a busy machine.
vi.setConfig({ testTimeout: 180_000 })

describe('README.md', () => {
  it('reaches a signed request in each tool, in one empty folder', async () => {
    const reader = await folder()
    const session = textsOf('README.md', /countersign (sandbox|generate|gateway)/)
    expect(session).toHaveLength(5)
    for (const block of session) {
      const commands = commandsOf(block)
      // Settings of one line are the next line's.
      const isShellSession = commands.some((command) => command.startsWith('set -a'))
      if (isShellSession && !findK6()) continue
      for (const command of isShellSession ? [commands.join('\n')] : commands) {
        const { output, status } = await reader(command)
        expect(status, `$ ${command}\n${output}`).toBe(0)
        if (/\bsend\b|\bcurl\b/.test(command)) expect(output).toContain('"ok":true')
        if (command.includes('k6 run')) expect(output).toMatch(/checks +[1-9]\d* passed, 0 failed/)
      }
    }
  })
})

describe('docs/postman.md', () => {
  it("has Newman's whole command for Mastercard, from an empty folder", async () => {
    const reader = await folder()
    const [block] = textsOf('docs/postman.md', /^countersign sandbox/)
    for (const command of block ? commandsOf(block) : []) {
      const { output, status } = await reader(command)
      expect(status, `$ ${command}\n${output}`).toBe(0)
      if (command.startsWith('newman')) expect(output).toContain('mastercard opened the response')
    }
    expect.assertions(4)
  })
})

describe('docs/definitions.md', () => {
  it('is a session that goes as it says', async () => {
    const reader = await folder()
    const shown = consoleBlocks(pages.get('docs/definitions.md') ?? '')
    // The provider is made up: nothing answers there.
    const here = shown.filter(({ command }) => !/countersign (send|sandbox)/.test(command))
    const verify = here.findIndex(({ command }) => command.includes('verify'))
    const [check] = here.splice(verify, 1)
    await reader(
      `cp ${root}definitions/github-webhook.yaml . && printf GITHUB_WEBHOOK_SECRET=throwaway > .env && chmod 600 .env`,
    )
    for (const { command, output: expected } of here) {
      const { output, status } = await reader(command)
      const lines = expected.filter((line) => findK6() || !line.includes(' k6 '))
      expect(status, `$ ${command}\n${output}`).toBe(0)
      if (lines.length > 0) expect(output.replace(/^skip .*\n/m, '')).toMatch(pattern(lines))
      if (command.includes(' sign ')) await reader(`cat > request.http <<'END'\n${output}\nEND`)
    }
    expect((await reader(check?.command ?? '')).output).toContain('verified')
  })
})

describe('docs/providers/mastercard.md', () => {
  it('leads from the .p12 files of the portals to a first request', async () => {
    const reader = await folder()
    const succeeds = async (command: string) => {
      const { output, status } = await reader(command)
      expect(status, `$ ${command}\n${output}`).toBe(0)
      return output
    }
    await succeeds(
      'countersign sandbox --port 8080 --provider mastercard --write-dotenv sandbox.env --write-pem . &',
    )
    for (const command of PORTALS) await succeeds(command)
    const [convert, settings, first] = textsOf('docs/providers/mastercard.md', /./)
    for (const command of commandsOf(convert as never)) await succeeds(`${command} -passin pass:${PASSWORD}`)
    await succeeds('grep -q "PRIVATE KEY" key.pem && grep -q "BEGIN CERTIFICATE" certificate.pem')
    await succeeds(`cat > .env <<'END'\n${settings?.text.replace('…', PASSWORD)}END`)
    await succeeds(
      '(grep _HOSTS sandbox.env; echo COUNTERSIGN_CACERT_FILE=sandbox.COUNTERSIGN_CACERT.pem) >> .env && chmod 600 .env',
    )
    for (const command of commandsOf(first as never)) {
      const output = await succeeds(
        command.replace(/(send \w+) https:\S+/, '$1 https://127.0.0.1:8080/idverify'),
      )
      if (command.includes(' send ')) expect(output).toContain('"ok":true')
    }
  })
})

describe('docs/providers/mastercard-oauth.md', () => {
  it('leads from the .p12 of the portal to a first request', async () => {
    const reader = await folder()
    await reader(
      'countersign sandbox --port 8080 --provider mastercard-oauth --write-dotenv sandbox.env --write-pem . &',
    )
    const [settings, first] = textsOf('docs/providers/mastercard-oauth.md', /^(MASTERCARD|countersign)/)
    const key = 'sandbox.MASTERCARD_OAUTH_SIGNING_KEY.pem'
    const [, ...lines] = settings?.text.replace('…', PASSWORD).split('\n') ?? []
    for (const command of [
      `openssl req -x509 -new -key ${key} -subj /CN=signing -out signing.pem`,
      p12('key.p12', key, 'signing.pem'),
      `(grep -E '_CONSUMER_KEY|_HOSTS' sandbox.env; cat <<'END'\n${lines.join('\n').replace('…', PASSWORD)}END\n) > .env && chmod 600 .env`,
      ...commandsOf(first as never),
    ]) {
      const { output, status } = await reader(
        command.replace(/https:\/\/sandbox[^/]+/, 'http://127.0.0.1:8080'),
      )
      expect(status, `$ ${command}\n${output}`).toBe(0)
      if (command.includes(' send ')) expect(output).toContain('"ok":true')
    }
  })
})

const PASSWORD = 'keystorepassword'
const p12 = (file: string, key: string, certificate: string) =>
  `openssl pkcs12 -export -name keyalias -passout pass:${PASSWORD} -out ${file} -inkey ${key} -in ${certificate}`

/** What is downloaded, made from the sandbox's keys, and what only the sandbox needs. */
const PORTALS = [
  'cp sandbox.MASTERCARD_ENCRYPTION_CERTIFICATE.pem client-encryption.pem',
  'cp sandbox.MASTERCARD_CLIENT_CERTIFICATE.pem client.pem && cp sandbox.MASTERCARD_CLIENT_KEY.pem client-key.pem',
  'openssl req -x509 -new -key sandbox.MASTERCARD_DECRYPTION_KEY.pem -subj /CN=decryption -out decryption.pem',
  p12('mastercard-encryption.p12', 'sandbox.MASTERCARD_DECRYPTION_KEY.pem', 'decryption.pem'),
  p12('key.p12', 'client-key.pem', 'client.pem'),
  `echo '{"a": 1}' > request.json`,
]

describe.runIf(process.env.MODE === 'long' && findK6())('docs/k6.md', () => {
  it('has a first test that runs against the sandbox', async () => {
    const reader = await folder()
    const [sandbox, runs] = textsOf('docs/k6.md', /^(countersign sandbox|set -a; \. \.\/sandbox)/)
    await reader('countersign generate k6 --out .')
    await reader(`${commandsOf(sandbox as never)[0]} &`)
    const [settings, ...each] = commandsOf(runs as never)
    for (const command of each) {
      const { output, status } = await reader(`${settings}\n${command} --vus 2 --iterations 4`)
      expect(status, `$ ${command}\n${output}`).toBe(0)
    }
    expect(each).toHaveLength(4)
  })
})
