import { nodeHost } from '@countersign/hosts/node'
import { portableHost, portableSigner } from '@countersign/hosts/portable'
import { checkVector } from '@countersign/verify/vectors'
import { describe, expect, it } from 'vitest'
import { definedProvider, vectorsOf } from '../src/index.js'
import { FILES, read } from './read.js'

const hosts = { node: nodeHost(), portable: portableHost({ name: 'this tool', signer: portableSigner() }) }

describe.each(FILES)('%s', (file) => {
  const definition = read(file)
  const provider = definedProvider(definition)

  it('has vectors', () => {
    expect(vectorsOf(definition)).not.toEqual([])
  })

  it.each(Object.entries(hosts))('holds its vectors on the %s host', async (_, host) => {
    for (const vector of vectorsOf(definition))
      expect(await checkVector(provider, vector, host as never)).toEqual({ held: true })
  })
})

it('says why a definition cannot be read backwards, by step', () => {
  expect(read('kraken.yaml').notes[0]).toMatch(/^kraken\.yaml:11: step nonce: /)
  expect(FILES.filter((file) => read(file).notes.length > 0)).toEqual(['kraken.yaml'])
})

it('finds clock and nonce in what is sent', () => {
  expect(definedProvider(read('binance.yaml')).written).toEqual({ now: { query: 'timestamp' }, maxAge: 5 })
  const { now, nonce } = definedProvider(read('hawk.yaml')).written ?? {}
  const value = 'Hawk id="a", ts="1353832234", nonce="j4h3g2", mac="6R4r="'
  expect(new RegExp(now?.as ?? '').exec(value)?.[1]).toBe('1353832234')
  expect(new RegExp(nonce?.as ?? '').exec(value)?.[1]).toBe('j4h3g2')
})
