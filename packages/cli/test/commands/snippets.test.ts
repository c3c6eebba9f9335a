import { providers } from '@countersign/core'
import { expect, it } from 'vitest'
import { snippetsFor } from '../../src/commands/sandbox/page/snippets/index.js'

it.each(providers.map(({ id }) => id))('the page has a program for %s in each language', (id) => {
  const labels = snippetsFor(id, 'http://127.0.0.1:8080', {}).map(({ label }) => label)
  expect(labels).toEqual(['Python', 'Java', 'C#', 'Go', 'PHP', 'JavaScript'])
})

it('names files where they are, in any folder', () => {
  const [python] = snippetsFor('mastercard', 'http://127.0.0.1:8080', {}, '/tmp/pems')
  expect(python?.text).toContain('"/tmp/pems/sandbox.MASTERCARD_DECRYPTION_KEY.pem"')
})
