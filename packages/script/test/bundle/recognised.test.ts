import { ownProviders, type ProviderModule } from '@countersign/bundle'
import { inqud, mastercard } from '@countersign/core'
import { expect, it } from 'vitest'
import { recognised } from '../../src/bundle/recognised.js'

const moduleOf = (id: string) => ownProviders.find(({ provider }) => provider.id === id) as ProviderModule
const dataOf = ({ text = '' }: ProviderModule) => JSON.parse(text.replace(/^export default /, ''))

it('a provider that opens nothing is data: its hosts and settings, and no code', () => {
  const data = dataOf(recognised(moduleOf('inqud')))
  expect(Object.keys(data)).toEqual(['id', 'name', 'hosts', 'settings'])
  expect(data.hosts).toEqual(inqud.hosts)
  expect(data.settings.map(({ name }: { name: string }) => name)).toEqual(
    inqud.settings.map(({ name }) => name),
  )
})

it('a provider that opens responses stays as it is, and so does one that is not all data', () => {
  expect(recognised(moduleOf('mastercard')).provider).toBe(mastercard)
  expect(recognised(moduleOf('mastercard')).text).toBeUndefined()
  const hosts = Object.assign([...inqud.hosts], { also: 'what JSON does not hold' })
  const own = { ...moduleOf('inqud'), provider: { ...inqud, hosts } }
  expect(recognised(own)).toBe(own)
})
