import { readFile } from 'node:fs/promises'
import { runInNewContext } from 'node:vm'
import { providers } from '@countersign/core'
import { bundle } from '@countersign/k6/bundle'
import { type Program, parse } from 'acorn'
import { describe, expect, it } from 'vitest'
import { typesFor } from '../../dist/bundle/types.js'

const built = (name: string) => readFile(new URL(`../../dist/${name}`, import.meta.url), 'utf8')
// k6 of before 0.53 reads a module by Babel 6, which knows nothing newer.
const parsed = (code: string) => parse(code, { ecmaVersion: 2017, sourceType: 'module' })

function importsOf({ body }: Program): unknown[] {
  return body.flatMap((node) => (node.type === 'ImportDeclaration' ? [node.source.value] : []))
}

describe.each(['countersign', ...providers.map(({ id }) => id)])('%s.js', (name) => {
  it('imports what k6 has, and nothing else', async () => {
    const imports = importsOf(parsed(await built(`${name}.js`)))
    expect(imports).toContain('k6/http')
    for (const from of imports) expect(from).toMatch(/^k6(\/(http|crypto|encoding|execution|metrics))?$/)
  })

  it('is small, and says what it is', async () => {
    const code = await built(`${name}.js`)
    // k6 reads it once for each virtual user.
    expect(code.length).toBeLessThan(200_000)
    expect(code).toMatch(/^\/\*!\n \* Countersign \d+\.\d+\.\d+(?: \(\S+ on npm\))? for k6: /)
  })

  it('has types that name its providers', async () => {
    const types = await built(`${name}.d.ts`)
    const ids = name === 'countersign' ? providers.map(({ id }) => id) : [name]
    expect(types).toContain(`export type ProviderId = ${ids.map((id) => `'${id}'`).join(' | ')}\n`)
  })
})

it('brings no hash of its own, which would take two thousand times as long', async () => {
  // The first constant of SHA-256 (FIPS 180-4, section 4.2.2), as code may write it.
  expect(await built('countersign.js')).not.toMatch(/0x428a2f98|1116352408/i)
})

it('takes RSA and AES along only if a provider opens responses', async () => {
  expect(await built('inqud.js')).not.toContain('RSA-OAEP')
  expect(await built('mastercard.js')).toContain('RSA-OAEP')
})

it('bundles a provider of somebody else', async () => {
  const provider = { ...(providers[0] as (typeof providers)[number]), id: 'other', name: 'Other' }
  const named = { provider, module: '@countersign/core/providers/inqud/index', named: 'inqud' }
  const code = await bundle({ providers: [named], version: '1.2.3' })
  expect(code).toMatch(/Countersign 1\.2\.3( \(\S+ on npm\))? for k6: Other\./)
  expect(importsOf(parsed(code))).toContain('k6/crypto')
  expect(typesFor(['other'], 'export {}\n//# sourceMappingURL=x')).not.toContain('sourceMappingURL')
})

it('spreads an object natively, and by the book', async () => {
  const code = await built('countersign.js')
  expect(code).not.toContain('objectSpread2(')
  const [spread = ''] = /function spread\(to[\s\S]*?\n}\nfunction define[\s\S]*?\n}/.exec(code) ?? []
  const own = runInNewContext(`${spread}
    const { 'a': a, ...rest } = spread({}, { a: 1, b: 2 }, null, { b: 3 }, JSON.parse('{"__proto__": {"c": 4}}'))
    JSON.stringify([a, rest, rest.c])`)
  expect(own).toBe('[1,{"b":3,"__proto__":{"c":4}},null]')
})
