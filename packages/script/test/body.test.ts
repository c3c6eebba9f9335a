import { expect, it } from 'vitest'
import { wireBody } from '../src/body.js'
import type { ToolBody } from '../src/tool.js'

const plain = (text: string) => text

it.each<[string, ToolBody]>([
  ['file', { mode: 'unreadable', called: 'file' }],
  ['formdata', { mode: 'unreadable', called: 'formdata' }],
])('a %s body is refused by its name', (name, body) => {
  expect(() => wireBody(body, plain)).toThrowError(new RegExp(`bytes of a ${name} body`))
})
