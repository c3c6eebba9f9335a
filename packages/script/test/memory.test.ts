import type { Request } from '@countersign/core'
import { expect, it } from 'vitest'
import { changesIn, finish, remember, signatureOf } from '../src/memory.js'
import { fakeTool } from './fake-tool.js'

const sent: Request = {
  method: 'POST',
  url: 'https://acme.example/a?b=c',
  headers: [['X-Acme', 'a signature']],
  body: '{\n"a": 1,\n\n"b": 2\n}\n',
}

it('knows a request with line ends in its body again, and names each part that differs', () => {
  const { tool } = fakeTool({})
  remember(tool, sent, { headers: [['X-Acme', 'a signature']] }, true)
  const signature = signatureOf(tool)
  const changes = (change: Partial<Request>) => signature && changesIn({ ...sent, ...change }, signature)
  expect(changes({})).toEqual([])
  expect(changes({ body: '{\n"a": 1,\n\n"b": 2\n}' })).toEqual(['the body'])
  expect(changes({ method: 'PUT', url: 'https://acme.example/a' })).toEqual(['the URL', 'the method'])
  expect(changes({ headers: [['x-acme', 'another']] })).toEqual(['a signed header'])
})

it('tells what is covered, sealed and done, and is of this request alone', () => {
  const { tool } = fakeTool({})
  remember(tool, sent, { headers: [], body: 'sealed' }, false)
  const signature = signatureOf(tool)
  expect(signature).toMatchObject({ sealed: true })
  expect(signature && changesIn({ ...sent, body: 'any', headers: [] }, signature)).toEqual([])
  if (signature) finish(tool, signature)
  expect(signatureOf(tool)).toMatchObject({ sealed: true, done: true })
  expect(signatureOf({ ...tool, context: '1 1' })).toBeUndefined()
})
