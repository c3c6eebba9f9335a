import type { AnyProvider } from '@countersign/core'
import { expect, it } from 'vitest'
import { opener } from '../src/open.js'
import { postResponse } from '../src/post-response.js'
import { acme, fakeTool } from './fake-tool.js'

const open = opener({ toOpen: () => ({}), toSeal: () => ({}) })
const settled = () => new Promise((resolve) => setTimeout(resolve, 0))

/** Whatever a provider says of its steps, only what it returns counts. */
const opening = (outcome: object, step: string): AnyProvider => ({
  ...acme,
  open: async ({ trace }) => {
    trace?.('opened', step)
    return outcome
  },
})

it.each([
  [{ body: new TextEncoder().encode('{"a":1}') }, 'shown: {"a":1}'],
  [{ unopened: 'no: the key is not set' }, undefined],
  [{}, undefined],
])('steps in any wording change nothing: %j', async (outcome, expected) => {
  for (const step of ['no: whatever', 'yes', '', 'not opened']) {
    const { after, told } = fakeTool({})
    postResponse(after(), { providers: [opening(outcome, step)], open })
    await settled()
    expect(told.filter((line) => !line.startsWith('countersign:'))).toEqual(expected ? [expected] : [])
  }
})
