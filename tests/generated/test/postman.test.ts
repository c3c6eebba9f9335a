import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Sandbox, startSandbox } from '@countersign/sandbox'
import { afterEach, beforeEach, describe, it } from 'vitest'
import { expectExamples, expectOperations, generated, ids, openapiFile, someIds } from './generated.js'
import { runs } from './run.js'

let sandbox: Sandbox
beforeEach(async () => {
  sandbox = await startSandbox({ mastercard: { mutualTls: false } })
})
afterEach(() => sandbox.close())

/** Fills in the variables of an environment, as people do in a form. */
function fillIn(folder: string, id: string): void {
  const file = join(folder, `${id}.postman_environment.json`)
  const { values, ...rest } = JSON.parse(readFileSync(file, 'utf8')) as { values: { key: string }[] }
  const known = { ...sandbox.env, baseUrl: sandbox.origins[id] ?? '' } as Record<string, string>
  const filled = values.map((row) => ({ ...row, value: known[row.key] ?? '' }))
  writeFileSync(file, JSON.stringify({ ...rest, values: filled }))
}

const files = (id: string) => [`${id}.postman_collection.json`, '-e', `${id}.postman_environment.json`]

describe('generate newman', () => {
  it('is run by `npm test`, for all providers, with new entropy as in docs/postman.md', async () => {
    const cwd = await generated('newman')
    for (const id of ids) fillIn(cwd, id)
    await runs('npm', ['test'], { cwd })
    for (const id of ids) expectExamples(sandbox, id)
  })

  it.each(someIds)('%s: with the operations of an OpenAPI file', async (id) => {
    const cwd = await generated('newman', id, openapiFile(id))
    fillIn(cwd, id)
    await runs('npm', ['run', `test:${id}`], { cwd })
    expectOperations(sandbox, id)
  })
})

describe('generate postman, in the Postman CLI', () => {
  it.each(someIds)('%s', async (id) => {
    const cwd = await generated('postman', id)
    fillIn(cwd, id)
    await runs('postman', ['collection', 'run', ...files(id)], { cwd })
    expectExamples(sandbox, id)
  })

  it.each(someIds)('%s: with the operations of an OpenAPI file', async (id) => {
    const cwd = await generated('postman', id, openapiFile(id))
    fillIn(cwd, id)
    await runs('postman', ['collection', 'run', ...files(id)], { cwd })
    expectOperations(sandbox, id)
  })
})
