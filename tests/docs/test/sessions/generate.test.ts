import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { startFull } from '../../../hosts/insomnia/test/app.js'
import { commandsOf } from '../blocks.js'
import { folder, type Reader } from '../reader.js'
import { ranAll, take } from '../take.js'

vi.setConfig({ testTimeout: 120_000 })

it('docs/generate.md: the requests of an OpenAPI file', async () => {
  const { cwd, succeeds } = await folder()
  const document = {
    openapi: '3.1.0',
    info: { title: 'a', version: '1' },
    paths: { '/owners': { post: {} } },
  }
  writeFileSync(join(cwd, 'identity-insights.yaml'), JSON.stringify(document))
  for (const command of commandsOf(take('docs/generate.md', 'countersign generate postman')))
    await succeeds(command)
  const collection = readFileSync(join(cwd, 'requests', 'mastercard.postman_collection.json'), 'utf8')
  expect(collection).toContain('POST /owners')
})

it('docs/insomnia.md: the plugin is where it says, and signs by the settings that it shows', async () => {
  const reader = await folder()
  const [install = ''] = commandsOf(take('docs/insomnia.md', 'countersign generate insomnia --plugin'))
  await reader.succeeds(install)
  const data = join(reader.home, '.config', 'Insomnia')
  expect(readdirSync(join(data, 'plugins'))).toEqual(['insomnia-plugin-countersign'])
  const { env, url } = await sandbox(reader)
  const app = await startFull(data)
  for (const page of ['docs/insomnia.md', 'packages/insomnia/README.md']) {
    const shown: Record<string, string> = JSON.parse(take(page, '{').text)
    const filled = Object.fromEntries(Object.keys(shown).map((name) => [name, env.get(name) ?? '']))
    const environment = { ...filled, INQUD_HOSTS: env.get('INQUD_HOSTS') ?? '' }
    const { response, error } = await app.send({ environment, request: { _id: 'req_1', url } })
    expect(error).toBeUndefined()
    expect(response?.statusCode).toBe(200)
  }
  app.close()
})

/** A sandbox of Inqud, the settings that it writes, and a URL of it. */
async function sandbox({ cwd, succeeds }: Reader) {
  const said = await succeeds('countersign sandbox --provider inqud --write-dotenv sandbox.env &')
  const lines = readFileSync(join(cwd, 'sandbox.env'), 'utf8').matchAll(/^(\w+)=(.*)$/gm)
  const env = new Map([...lines].map(([, name = '', value = '']) => [name, value]))
  return { env, url: `${/http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0]}/v1/things` }
}

it('docs/insomnia.md: a script for inso is beside the workspace', async () => {
  const { cwd, succeeds } = await folder()
  for (const command of commandsOf(take('docs/insomnia.md', 'countersign generate insomnia imburse')))
    await succeeds(command)
  for (const name of ['imburse.insomnia.yaml', 'imburse.pre-request.js'])
    expect(existsSync(join(cwd, name)), name).toBe(true)
})

ranAll(import.meta.url)
