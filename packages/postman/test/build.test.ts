import { readFileSync } from 'node:fs'
import { release } from '@countersign/bundle/release'
import { providers } from '@countersign/core'
import { describe, expect, it } from 'vitest'
import { shippedScript } from '../src/collection.js'

describe.each(providers.map((provider) => [provider.id, provider] as const))('%s', (id, provider) => {
  it('holds no other provider, and no cipher if there is nothing to encrypt', () => {
    for (const minified of [true, false]) {
      const script = shippedScript(id, 'pre-request', minified).replace(/^\/\*[\s\S]*?\*\//, '')
      for (const other of providers.filter((one) => one !== provider && !provider.name.includes(one.name)))
        expect(script).not.toContain(other.name)
      if (!provider.open) expect(script).not.toMatch(/RSA-OAEP|AES-GCM|gcm/)
    }
  })

  it('says what it is, and which variables it reads', () => {
    const head = /^\/\*![\s\S]*?\*\//.exec(shippedScript(id, 'pre-request'))?.[0] ?? ''
    const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
    for (const part of [version, provider.name, 'MIT', 'packages/postman', ...named(id)])
      expect(head).toContain(part)
    // No address that is not ours, but those in the copyright lines of what is bundled.
    const { repository } = release
    expect(head.replaceAll(repository || ' ', ' ').replace(/Copyright .*/g, '')).not.toContain('https://')
  })

  it('names no global that one of the tools lacks, and awaits nothing at its top', () => {
    const script = shippedScript(id, 'pre-request')
    expect(() => new Function(script)).not.toThrow()
    expect(script.replace(/typeof \w+/g, '')).not.toMatch(
      /\b(globalThis|fetch|structuredClone|Buffer)\b\s*[.(]/,
    )
  })
})

const named = (id: string) =>
  providers
    .filter((provider) => provider.id === id)
    .flatMap(({ settings }) => settings.filter(({ heldByTool }) => !heldByTool))
    .map(({ name }) =>
      `${id}_${name.replace(/[A-Z]/g, (letter) => `_${letter}`)}`.replace('-', '_').toUpperCase(),
    )

describe.each(providers.filter(({ open }) => !open).map(({ id }) => id))('%s after the response', (id) => {
  it('neither hashes nor signs', () => {
    const script = shippedScript(id, 'post-response')
    expect(script).not.toMatch(/@noble|\.hmac|SHA-256|rotr/)
    expect(script.length).toBeLessThan(shippedScript(id, 'pre-request').length / 1.5)
  })
})
