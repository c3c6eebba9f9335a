import { readFileSync } from 'node:fs'
import { providers } from '@countersign/core'
import { toolSettings } from '@countersign/core/settings'
import { workspace } from 'insomnia-plugin-countersign/workspace'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { importWorkspace, runner } from '../app/workspace.mjs'
import { type Done, json } from './app.js'
import { BOTH, inWorlds, tlsOf, type World } from './worlds.js'

const kept = (id: string) =>
  readFileSync(new URL(`../../../../examples/insomnia/${id}.insomnia.yaml`, import.meta.url), 'utf8')

describe('a generated workspace', () => {
  it.each(providers)('$name: has what Insomnia reads', (provider) => {
    const file = parse(workspace(provider))
    expect(file).toMatchObject({
      type: 'collection.insomnia.rest/5.0',
      schema_version: '5.1',
      environments: { name: 'Base Environment', meta: { id: expect.stringMatching(/^env_[0-9a-f]{32}$/) } },
      cookieJar: { meta: { id: expect.stringMatching(/^jar_[0-9a-f]{32}$/) } },
    })
    expect(file).not.toHaveProperty('meta')
    for (const request of file.collection) {
      expect(request).toMatchObject({
        url: expect.stringMatching(/^\{\{ _\.baseUrl \}\}\//),
        method: expect.stringMatching(/^[A-Z]+$/),
        meta: {
          id: expect.stringMatching(/^req_[0-9a-f]{32}$/),
          sortKey: expect.any(Number),
          description: expect.stringMatching(/insomnia-plugin-countersign.*\n\nFill in the base environment/),
        },
        settings: { followRedirects: 'off', encodeUrl: true, renderRequestBody: true },
      })
    }
    expect(new Set(file.collection.map(({ meta }: { meta: { id: string } }) => meta.id)).size).toBe(
      file.collection.length,
    )
  })

  it.each(providers)('$name: arrives whole in a collection that is there already', (provider) => {
    const { requests, environment } = importWorkspace(workspace(provider), { intoExisting: true })
    expect(Object.keys(environment)).toEqual([
      'baseUrl',
      ...toolSettings(provider).map(({ variable }) => variable),
    ])
    expect(requests.filter(({ description }: { description: string }) => description === '')).toEqual([])
  })

  it('takes a script for inso along, for every request', () => {
    const [inqud] = providers.filter(({ id }) => id === 'inqud')
    const { collection } = parse(workspace(inqud as never, { preRequest: '// signs' }))
    expect(new Set(collection.map((one: { scripts: object }) => JSON.stringify(one.scripts)))).toEqual(
      new Set(['{"preRequest":"// signs"}']),
    )
  })
})

inWorlds(BOTH, (world) => {
  it.each(['imburse', 'inqud', 'sendpayments', 'mastercard'])(
    '%s: imported, filled in, and every request sent',
    async (id) => {
      const { run, requests } = opened(world, id)
      for (const { _id } of [...requests, ...requests]) {
        const done = (await run(_id)) as Done
        expect(done.told.alerts).toEqual([])
        expect(done.response?.statusCode).toBeLessThan(300)
      }
    },
  )

  it('asks for a token of Imburse for each call, and for one of Send Payments for all', async () => {
    for (const [id, tokens] of [
      ['imburse', 6],
      ['sendpayments', 1],
    ] as const) {
      const { run, requests } = opened(world, id)
      const before = world.sandbox.counts[id]?.token ?? 0
      const [, ...calls] = requests
      for (const { _id } of [...calls, ...calls, ...calls]) {
        expect(json(((await run(_id)) as Done).response?.body)).toMatchObject({ ok: true, way: 'bearer' })
      }
      expect((world.sandbox.counts[id]?.token ?? 0) - before).toBe(tokens)
    }
  })
})

/** The file of the repository, imported, with the sandbox's settings filled in. */
function opened({ app, env, sandbox }: World, id: string) {
  const imported = importWorkspace(kept(id))
  for (const name of Object.keys(imported.environment)) imported.environment[name] = env[name] ?? ''
  imported.environment.baseUrl = sandbox.origins[id]
  const send = (request: never, environment: never) =>
    app.send({ request, environment, tls: tlsOf(sandbox) as never })
  const { run } = runner(imported, send)
  return { run, requests: imported.requests as { _id: string }[] }
}
