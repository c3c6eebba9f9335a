import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { commandsOf } from '../blocks.js'
import { folder, type Reader } from '../reader.js'
import { ranAll, take } from '../take.js'

const POSTMAN = 'docs/postman.md'
const GENERATE = 'docs/generate.md'
/** The table of Newman, and that of the Postman CLI. */
const SENT = /requests[ │|]+[1-9]\d*[ │|]+0 /

/** A folder with a sandbox, its settings, and what `generate newman` writes. */
async function started(): Promise<Reader> {
  const reader = await folder()
  await reader.succeeds(
    'countersign sandbox --port 8080 --write-dotenv sandbox.env --write-postman sandbox --write-pem . &',
  )
  await reader.succeeds('countersign generate newman --out .')
  return reader
}

/** An environment file, filled in as people do in a form: the sandbox's file has the values. */
function fillIn({ cwd }: Reader, id: string): void {
  const read = (path: string) => JSON.parse(readFileSync(join(cwd, path), 'utf8'))
  const { values } = read(`sandbox/${id}.sandbox.postman_environment.json`)
  const file = `${id}.postman_environment.json`
  writeFileSync(join(cwd, file), JSON.stringify({ ...read(file), values }))
}

it('docs/postman.md: both programs run the two files', async () => {
  const reader = await started()
  fillIn(reader, 'imburse')
  const commands = commandsOf(take(POSTMAN, 'newman run imburse'))
  expect(commands).toHaveLength(2)
  for (const command of commands) expect(await reader.succeeds(command)).toMatch(SENT)
})

it('docs/postman.md: new entropy and a client certificate, in the three commands of sh and of PowerShell', async () => {
  const reader = await started()
  fillIn(reader, 'mastercard')
  await reader.succeeds(
    `cp sandbox.MASTERCARD_CLIENT_CERTIFICATE.pem client.pem && ${CLIENT_KEY} client-key.pem`,
  )
  const block = take(POSTMAN, 'node entropy.mjs')
  for (const command of commandsOf(block))
    expect(await reader.succeeds(`${TRUST} ${command}`)).toMatch(command.startsWith('newman') ? SENT : '')
  // The other one is the same, word by word.
  expect(take(POSTMAN, 'node entropy.mjs').text.replaceAll('`\n', '\\\n')).toBe(block.text)
})

it('docs/generate.md: an environment that jq fills in elsewhere, and certificates', async () => {
  const reader = await started()
  await reader.succeeds(`cp sandbox.MASTERCARD_CLIENT_CERTIFICATE.pem client.pem && ${CLIENT_KEY} client.key`)
  fillIn(reader, 'mastercard')
  const [fill = '', imburse = '', mastercard = ''] = commandsOf(take(GENERATE, '(umask 077; jq'))
  if ((await reader('jq --version')).status !== 0) return console.warn('SKIPPED: there is no jq here.')
  const settings = 'set -a; . ./sandbox.env; set +a; export baseUrl=http://127.0.0.1:8080\n'
  addBaseUrl(reader)
  await reader.succeeds(settings + fill)
  expect(await reader.succeeds(`ls -l ~/imburse.json`)).toMatch(/^-rw-------/)
  expect(await reader.succeeds(imburse)).toMatch(SENT)
  expect(await reader.succeeds(`${TRUST} ${mastercard}`)).toMatch(SENT)
})

/** A row of the environment, so that the sandbox can be named. */
function addBaseUrl({ cwd }: Reader): void {
  const file = join(cwd, 'imburse.postman_environment.json')
  const environment = JSON.parse(readFileSync(file, 'utf8'))
  environment.values.push({ key: 'baseUrl', value: '', enabled: true })
  writeFileSync(file, JSON.stringify(environment))
}

const CLIENT_KEY = 'cp sandbox.MASTERCARD_CLIENT_KEY.pem'
const TRUST = 'NODE_EXTRA_CA_CERTS=sandbox.COUNTERSIGN_CACERT.pem'

ranAll(import.meta.url)
