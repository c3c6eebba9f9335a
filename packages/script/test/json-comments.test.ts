import { describe, expect, it } from 'vitest'
import { withoutComments } from '../src/json-comments.js'

describe('comments in JSON', () => {
  it.each([
    ['{"a": 1} // x', '{"a": 1} '],
    ['{ // x\n"a": 1 }', '{ \n"a": 1 }'],
    ['{ // x\r\n"a": 1 }', '{ \n"a": 1 }'],
    ['{"u": "http://x/*y*/"}', '{"u": "http://x/*y*/"}'],
    ['{"a\\"//b": 1}/**/', '{"a\\"//b": 1}'],
    ['{"a": /* cut off', '{"a": '],
    ['{"a": "cut off // here', '{"a": "cut off // here'],
  ])('%j', (text, expected) => expect(withoutComments(text)).toBe(expected))
})
