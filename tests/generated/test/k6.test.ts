import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Sandbox, startSandbox } from '@countersign/sandbox'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import {
  expectExamples,
  expectOperations,
  generated,
  ids,
  openapiFile,
  someIds,
  temporary,
} from './generated.js'
import { runs } from './run.js'

let sandbox: Sandbox
beforeEach(async () => {
  sandbox = await startSandbox()
})
afterEach(() => sandbox.close())

/** One iteration, in place of the stages of the file. */
function once(id: string) {
  const { COUNTERSIGN_CACERT = '', ...settings } = sandbox.env
  const SSL_CERT_FILE = join(temporary('ca'), 'ca.pem')
  writeFileSync(SSL_CERT_FILE, COUNTERSIGN_CACERT)
  return { ...settings, SSL_CERT_FILE, BASE_URL: sandbox.origins[id], K6_VUS: '1', K6_ITERATIONS: '1' }
}

const run = (cwd: string, file: string, id: string) =>
  runs('k6', ['run', '--address', '', file], { cwd, env: once(id) })

describe.skipIf(!inject('hasK6'))('generate k6', () => {
  // The files in JavaScript are run as the workflow for GitHub runs them.
  it('in TypeScript, all providers', async () => {
    const cwd = await generated('k6')
    for (const id of ids) {
      await run(cwd, `${id}.k6.ts`, id)
      expectExamples(sandbox, id)
    }
  })

  it.each(someIds)('%s: with the operations of an OpenAPI file', async (id) => {
    const cwd = await generated('k6', id, openapiFile(id))
    await run(cwd, `${id}.k6.js`, id)
    expectOperations(sandbox, id)
  })
})

describe.skipIf(!inject('hasK6'))('generate k6-operator', () => {
  it('has the files that its README names, and archives that run', async () => {
    const cwd = await generated('k6-operator')
    const lines = readFileSync(join(cwd, 'README.md'), 'utf8').split('\n')
    const archives = lines.filter((line) => line.startsWith('k6 archive '))
    expect(archives.length).toBeGreaterThan(0)
    for (const line of archives) {
      const [, id = ''] = /([\w-]+)\.k6\.js$/.exec(line) ?? []
      await runs('sh', ['-c', line], { cwd, env: once(id) })
      await run(cwd, 'archive.tar', id)
      expectExamples(sandbox, id)
    }
    const named = lines.flatMap((line) => [
      ...line.matchAll(/(?:--filename|--from-file=) ?([\w.-]+)(?= |$)/g),
    ])
    for (const [, file = ''] of named) expect(() => readFileSync(join(cwd, file))).not.toThrow()
  })
})
