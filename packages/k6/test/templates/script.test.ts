import { providers, settingName, settingsOf } from '@countersign/core'
import { describe, expect, it } from 'vitest'
import { script } from '../../src/templates/index.js'

describe.each(providers)('the script of $id', (provider) => {
  const text = script(provider)

  it('names each setting and gives none a value', () => {
    for (const { name } of settingsOf(provider)) {
      const known = settingName(provider.id, name)
      expect(text).toContain(`//   ${known}: `)
      expect(text).not.toMatch(new RegExp(`${known}\\s*=`))
    }
  })

  it('asks for no token by itself', () => {
    for (const { path, asksForToken } of provider.examples) {
      if (asksForToken) expect(text).not.toContain(`path: '${path}'`)
    }
  })
})
