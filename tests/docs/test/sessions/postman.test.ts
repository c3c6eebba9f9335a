import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { commandsOf } from '../blocks.js'
import { folder } from '../reader.js'
import { ranAll, take } from '../take.js'

vi.setConfig({ testTimeout: 120_000 })

const PAGE = 'docs/postman.md'

it("docs/postman.md has Newman's whole command for Mastercard, from an empty folder, and a test of the response", async () => {
  const { cwd, succeeds } = await folder()
  const [sandbox = '', generate = '', newman = ''] = commandsOf(take(PAGE, 'countersign sandbox'))
  await succeeds(sandbox)
  await succeeds(generate)
  addTest(join(cwd, 'mastercard.postman_collection.json'), take(PAGE, 'pm.test').text)
  const output = await succeeds(newman)
  expect(output).toContain('mastercard opened the response')
  expect(output).toMatch(/✓\s+the owner is verified/)
})

/** A script in the first request's own post-response tab. */
function addTest(file: string, script: string): void {
  const collection = JSON.parse(readFileSync(file, 'utf8'))
  collection.item[0].event = [{ listen: 'test', script: { exec: script.split('\n') } }]
  writeFileSync(file, JSON.stringify(collection))
}

ranAll(import.meta.url)
