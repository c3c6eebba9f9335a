import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { commandsOf } from '../blocks.js'
import { folder } from '../reader.js'
import { ranAll, take } from '../take.js'

// Each starts a dozen programs, perhaps on a busy machine.
vi.setConfig({ testTimeout: 180_000 })

it('docs/providers/mastercard.md leads from the .p12 files of the portals to a first request', async () => {
  const page = 'docs/providers/mastercard.md'
  const { succeeds } = await folder()
  await succeeds(
    'countersign sandbox --port 8080 --provider mastercard --write-dotenv sandbox.env --write-pem . &',
  )
  for (const command of PORTALS) await succeeds(command)
  for (const command of commandsOf(take(page, 'openssl pkcs12')))
    await succeeds(`${command} -passin pass:${PASSWORD}`)
  await succeeds('grep -q "PRIVATE KEY" key.pem && grep -q "BEGIN CERTIFICATE" certificate.pem')
  await succeeds(`cat > .env <<'END'\n${take(page, 'MASTERCARD').text.replace('…', PASSWORD)}END`)
  await succeeds(
    '(grep _HOSTS sandbox.env; echo COUNTERSIGN_CACERT_FILE=sandbox.COUNTERSIGN_CACERT.pem) >> .env && chmod 600 .env',
  )
  for (const command of commandsOf(take(page, 'countersign doctor'))) {
    const output = await succeeds(
      command.replace(/(send \w+) https:\S+/, '$1 https://127.0.0.1:8080/idverify'),
    )
    if (command.includes(' send ')) expect(output).toContain('"ok":true')
  }
})

it('docs/providers/mastercard-oauth.md leads from the .p12 of the portal to a first request, as the plugin’s configuration does', async () => {
  const page = 'docs/providers/mastercard-oauth.md'
  const { cwd, succeeds } = await folder()
  await succeeds(
    'countersign sandbox --port 8080 --provider mastercard-oauth --write-dotenv sandbox.env --write-pem . &',
  )
  const key = 'sandbox.MASTERCARD_OAUTH_SIGNING_KEY.pem'
  const [, ...lines] = take(page, 'MASTERCARD').text.split('\n')
  const sends = async (command: string) => {
    const output = await succeeds(command.replace(/https:\/\/sandbox[^/]+/, 'http://127.0.0.1:8080'))
    if (command.includes(' send ')) expect(output).toContain('"ok":true')
  }
  for (const command of [
    `openssl req -x509 -new -key ${key} -subj /CN=signing -out signing.pem`,
    p12('key.p12', key, 'signing.pem'),
    `(grep -E '_CONSUMER_KEY|_HOSTS' sandbox.env; cat <<'END'\n${lines.join('\n').replace('…', PASSWORD)}END\n) > .env && chmod 600 .env`,
    ...commandsOf(take(page, 'countersign doctor')),
  ])
    await sends(command)

  const consumerKey = /_CONSUMER_KEY=(.*)/
    .exec(readFileSync(join(cwd, '.env'), 'utf8'))?.[1]
    ?.replaceAll("'", '')
  const oAuth1 = { consumerKey, keyAlias: 'keyalias', keystoreP12Path: 'key.p12', keystorePassword: PASSWORD }
  writeFileSync(join(cwd, 'mastercard.json'), JSON.stringify({ mastercard: { oAuth1 } }))
  await succeeds('grep _HOSTS sandbox.env > .env')
  await sends(commandsOf(take('docs/moving-from-mastercard-plugin.md', 'export')).join('\n'))
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

ranAll(import.meta.url)
