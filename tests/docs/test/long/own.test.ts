import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { commandsOf } from '../blocks.js'
import { folder } from '../reader.js'
import { ranAll, take } from '../take.js'

it('docs/definitions.md: a definition with a token', async () => {
  const reader = await folder()
  const { text } = take('docs/definitions.md', 'token:')
  const settings = '{ clientId: the id, clientSecret: { about: the secret, secret: true } }'
  const head = `id: acme\nhosts: [api.acme.example]\nsettings: ${settings}\n`
  writeFileSync(join(reader.cwd, 'acme.yaml'), head + text)
  await reader.succeeds('countersign sandbox --use acme.yaml --port 8080 --write-dotenv .env &')
  const sent = await reader.succeeds('countersign send GET http://127.0.0.1:8080/v1 --use acme.yaml')
  expect(sent).toContain('"ok":true')
})

it('docs/command-line.md: a file of the configuration is used without --use', async () => {
  const reader = await folder()
  writeFileSync(join(reader.cwd, 'countersign.config.json'), take('docs/command-line.md', '{ "use"').text)
  await reader.succeeds('countersign new acme --like hmac')
  const settings = 'ACME_API_KEY=a-key ACME_API_SECRET=a-secret'
  expect(await reader.succeeds(`${settings} countersign explain GET https://api.acme.example/`)).toContain(
    'Acme, since the host is api.acme.example',
  )
})

it('packages/cli/README.md: sends', async () => {
  const reader = await folder()
  await reader.succeeds('countersign sandbox --provider inqud --port 8081 --write-dotenv .env &')
  for (const command of commandsOf(take('packages/cli/README.md', 'countersign send')))
    expect(
      await reader.succeeds(command.replace('https://api.inqud.com', 'http://127.0.0.1:8081')),
    ).toContain('"ok":true')
})

ranAll(import.meta.url)
