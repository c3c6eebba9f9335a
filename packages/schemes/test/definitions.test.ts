import { readdirSync } from 'node:fs'
import type { AnyProvider } from '@countersign/core'
import { nodeHost } from '@countersign/hosts/node'
import { checkVector, type Vector } from '@countersign/verify/vectors'
import { expect, it } from 'vitest'
import { schemeModules } from '../src/index.js'

const folder = new URL('../../../definitions/schemes/', import.meta.url)
const files = readdirSync(folder).filter((file) => file.endsWith('.ts'))

it('every scheme has a file to copy, and nothing else is there', () => {
  expect(files.map((file) => file.replace('.ts', '')).sort()).toEqual(Object.keys(schemeModules).sort())
})

const read = (file: string): Promise<{ default: AnyProvider; vectors: Vector[] }> =>
  import(new URL(file, folder).pathname)

it.each(files)('the vectors of %s hold, whatever hosts its copy names', async (file) => {
  const { default: provider, vectors } = await read(file)
  expect(vectors.length).toBeGreaterThan(0)
  for (const hosts of [provider.hosts, ['api.northwindpay.example']])
    for (const vector of vectors)
      expect(await checkVector({ ...provider, hosts }, vector, nodeHost())).toEqual({ held: true })
})

it.each(files)(
  'the vectors of %s bring what a copy may change: the settings that it has as options',
  async (file) => {
    const { default: provider, vectors } = await read(file)
    const bare = schemeModules[file.replace('.ts', '')]?.make({ id: 'bare', hosts: ['bare.example'] })
    const plain = new Map(bare?.settings.map((setting) => [setting.name, setting.default]))
    const chosen = provider.settings.filter((setting) => setting.default !== plain.get(setting.name))
    // Where a token is requested matters only if the vector asks for one.
    const used = (name: string) => vectors.filter(({ tokenRequest }) => tokenRequest || name !== 'tokenUrl')
    for (const { name } of chosen)
      for (const vector of used(name)) expect(Object.keys(vector.settings)).toContain(name)
  },
)
