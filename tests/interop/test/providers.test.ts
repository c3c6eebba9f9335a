import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { providers, settingName, settingsOf } from '@countersign/core'
import { PROVIDER_IDS } from '@countersign/sandbox'
import { describe, expect, it } from 'vitest'
// @ts-expect-error a script without types
import { manifests } from '../../../tools/exports.mjs'
// @ts-expect-error a script without types
import { pages } from '../docs.mjs'

const root = new URL('../../../', import.meta.url)
const at = (path: string) => new URL(path, root)
const text = (path: string) => readFileSync(at(path), 'utf8')
const ids = providers.map(({ id }) => id)

const folders = ['.', 'docs', ...readdirSync(at('packages')).map((name) => `packages/${name}`)]
const pagesOf = folders.flatMap((folder) =>
  readdirSync(at(folder))
    .filter((name) => name.endsWith('.md') && name !== 'CHANGELOG.md')
    .map((name) => `${folder}/${name}`),
)
const prose = (path: string) => text(path).replace(/^```.*?^```/gms, '')

/** Where the examples of a tool are: all providers have one, or the tool has none yet. */
const examples: Record<string, (id: string) => string> = {
  'examples/postman': (id) => `${id}.postman_collection.json`,
  'examples/insomnia': (id) => `${id}.insomnia.yaml`,
  'examples/k6': (id) => `${id}.k6.js`,
}

it('every folder of a provider is in the list, and nothing else', () => {
  const folders = readdirSync(at('packages/core/src/providers'), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  )
  expect(folders.map(({ name }) => name).sort()).toEqual([...ids].sort())
})

it.each(Object.entries<string>({ ...pages(), ...manifests() }))(
  'the generated parts of %s are up to date (pnpm tables)',
  (path, should) => {
    expect(text(path)).toBe(should)
  },
)

it('a list of providers in a page or a README names all of them', () => {
  // Each id as a word of its own, or as a file.
  const named = (line: string) => ids.filter((id) => new RegExp(`(?<![\\w/-])${id}(?![\\w-])`).test(line))
  const short = pagesOf.flatMap((path) =>
    prose(path)
      .split(/\n\s*\n/)
      .filter((part) => named(part).length > 2 && named(part).length < ids.length && !part.includes('…'))
      .map((part) => `${path}: ${part.slice(0, 100)}`),
  )
  expect(short).toEqual([])
})

describe.each(providers.map((provider) => [provider.id, provider] as const))('%s', (id, provider) => {
  it('has a verifier in the sandbox and a test of its own', () => {
    expect(PROVIDER_IDS).toContain(id)
    expect(existsSync(at(`packages/sandbox/src/providers/${id}.ts`))).toBe(true)
    const tests = ['packages/core/test/providers', 'tests/interop/test'].flatMap((folder) =>
      readdirSync(at(folder)),
    )
    expect(tests).toContain(`${id}.test.ts`)
  })

  it('has a page with all of its settings', () => {
    const page = text(`docs/providers/${id}.md`)
    for (const { name } of settingsOf(provider)) expect(page).toContain(settingName(id, name))
  })

  it('has a row in the list of what the sandbox checks', () => {
    expect(text('packages/sandbox/README.md')).toMatch(new RegExp(`^\\| \`${id}\`[^|]* \\|`, 'm'))
  })

  it('has an example for each tool', () => {
    for (const [folder, file] of Object.entries(examples)) {
      if (existsSync(at(folder))) expect(readdirSync(at(folder))).toContain(file(id))
    }
  })

  it('is described well enough to ask people for its settings', () => {
    for (const { about, kind, choices, default: value } of settingsOf(provider)) {
      expect(about.length).toBeGreaterThan(5)
      expect(about).not.toMatch(/\.$/)
      if (kind === 'choice') expect(choices).toContain(value)
    }
    expect(provider.examples?.length).toBeGreaterThan(0)
    expect(provider.sources?.length).toBeGreaterThan(0)
  })
})
