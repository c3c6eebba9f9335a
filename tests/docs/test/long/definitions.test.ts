import { createHmac } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findK6 } from '@countersign/tools-k6'
import { expect, it, vi } from 'vitest'
import { parse } from 'yaml'
import { consoleBlocks, pattern } from '../../../../packages/cli/test/console.js'
import { type Block, commandsOf } from '../blocks.js'
import { root } from '../pages.js'
import { folder, type Reader } from '../reader.js'
import { ranAll, take } from '../take.js'

vi.setConfig({ testTimeout: 120_000 })

const DEFINITIONS = 'docs/definitions.md'

/** Runs a command and compares what it prints with what the page shows. */
async function shows(reader: Reader, { text }: Block): Promise<void> {
  for (const { command, output } of consoleBlocks(`\`\`\`console\n${text}\`\`\``)) {
    const printed = await reader.succeeds(command)
    const lines = output.filter((line) => findK6() || !line.includes(' k6 '))
    if (lines.length > 0) expect(printed.replace(/^skip .*\n/m, '')).toMatch(pattern(lines))
  }
}

/** Runs the commands of a block whose sandbox, at its end, is what they are sent to. */
async function againstItsSandbox(
  reader: Reader,
  commands: readonly string[],
  host: RegExp,
): Promise<string[]> {
  const sandbox = commands.find((command) => command.includes(' sandbox ')) ?? ''
  const writes = sandbox.includes('--write-dotenv') ? '' : ' --write-dotenv sandbox.env'
  await reader.succeeds(`${sandbox} --port 8080${writes} &`)
  const outputs = []
  for (const command of commands.filter((one) => one !== sandbox)) {
    const here = command.replace(host, 'http://127.0.0.1:8080')
    outputs.push(await reader.succeeds(here === command ? here : `${here} --dotenv sandbox.env`))
  }
  return outputs
}

it('docs/definitions.md: a definition from its start to its sandbox', async () => {
  const reader = await folder()
  await shows(reader, take(DEFINITIONS, '$ countersign new'))
  const { text } = take(DEFINITIONS, 'id: acme')
  expect(parse(readFileSync(join(reader.cwd, 'acme.yaml'), 'utf8'))).toMatchObject(withoutVectors(text))
  writeFileSync(join(reader.cwd, 'acme.yaml'), text)
  await shows(reader, take(DEFINITIONS, '$ countersign test'))
  const uses = commandsOf(take(DEFINITIONS, '$ countersign send'))
  const [sent, built] = await againstItsSandbox(reader, uses, /https:\/\/api\.acme\.example/)
  expect(sent).toContain('"ok":true')
  expect(built).toContain('tools/k6/acme.k6.js')
})

const withoutVectors = (text: string) => ({ ...parse(text), vectors: [{}] })

it('docs/definitions.md: a webhook is signed, verified and received', async () => {
  const reader = await folder()
  await reader.succeeds(
    `cp ${root}definitions/github-webhook.yaml . && printf GITHUB_WEBHOOK_SECRET=throwaway > .env && chmod 600 .env`,
  )
  const [verify = '', sign = '', sandbox = ''] = commandsOf(take(DEFINITIONS, '$ countersign verify'))
  const request = await reader.succeeds(sign)
  writeFileSync(join(reader.cwd, 'request.http'), request)
  expect(await reader.succeeds(verify)).toMatch(/^verified/)
  expect(await reader.succeeds(`${sandbox} --port 8080 &`)).toContain('http://127.0.0.1:8080')
})

it('docs/definitions.md: the schema that editors are told of is in the package', () => {
  const { text } = take(DEFINITIONS, '# yaml-language-server')
  const [, path = ''] = /\$schema=\.\/node_modules\/@countersign\/(.*)\n/.exec(text) ?? []
  const schema = JSON.parse(readFileSync(`${root}packages/${path}`, 'utf8'))
  expect(Object.keys(schema.properties)).toEqual(
    expect.arrayContaining(
      Object.keys(parse(readFileSync(`${root}definitions/github-webhook.yaml`, 'utf8'))),
    ),
  )
})

it('docs/verify.md: a request of that form is verified', async () => {
  const reader = await folder()
  const secret = 'a-throwaway-secret'
  const [salt, body] = ['5f'.repeat(32), '{"amount":50}']
  const signature = createHmac('sha256', secret)
    .update(body + salt)
    .digest('hex')
  const request = take('docs/verify.md', 'POST')
    .text.replace('X-Salt: …', `X-Salt: ${salt}`)
    .replace('Signature: …', `Signature: ${signature}`)
    .trimEnd()
  writeFileSync(join(reader.cwd, 'sent.http'), request)
  const settings = `INQUD_TOKEN_ID=TKN-1 INQUD_TOKEN_SECRET=${secret}`
  expect(await reader.succeeds(`${settings} countersign verify sent.http`)).toMatch(/^verified: request 1/)
})

ranAll(import.meta.url)
