import { nodeHost } from '@countersign/hosts/node'
import { portableHost, portableSigner } from '@countersign/hosts/portable'
import { checkVector } from '@countersign/verify/vectors'
import { describe, expect, it } from 'vitest'
import { definedProvider, readDefinition, vectorsOf } from '../src/index.js'
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
  const hidden = `id: hidden
name: Hidden
hosts: [hidden.example]
settings: { key: { about: a key, secret: true } }
steps:
  nonce: nonce(16)
  signature: hex(hmac-sha256(key, nonce, body))
send: { headers: { X-Signature: "{signature}" } }
`
  expect(readDefinition(hidden, 'hidden.yaml').notes[0]).toMatch(/^hidden\.yaml:6: step nonce: /)
  expect(FILES.filter((file) => read(file).notes.length > 0)).toEqual([])
})

it('finds clock and nonce in what is sent', () => {
  expect(definedProvider(read('binance.yaml')).written).toMatchObject({
    now: { query: 'timestamp' },
    maxAge: 5,
    maxAhead: 1,
  })
  const { now, nonce } = definedProvider(read('hawk.yaml')).written ?? {}
  const value = 'Hawk id="a", ts="1353832234", nonce="j4h3g2", mac="6R4r="'
  expect(new RegExp(now?.as ?? '').exec(value)?.[1]).toBe('1353832234')
  expect(new RegExp(nonce?.as ?? '').exec(value)?.[1]).toBe('j4h3g2')
})
