import { fileURLToPath } from 'node:url'
import { carriersIn } from '@countersign/tools-release/carriers'
import { familyIn } from '@countersign/tools-release/family'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../../', import.meta.url))

it('everything that carries a version carries the same one', () => {
  const carriers = carriersIn(root)
  const version = familyIn(root)[0]?.version
  expect(carriers.filter((one) => one.version !== version)).toEqual([])
  const places = carriers.map(({ where }) => where).join('\n')
  for (const kind of [
    /^packages\/core\/package\.json$/m,
    /^packages\/xk6\/package\.json$/m,
    /^packages\/xk6\/script\/countersign\.js$/m,
    /^packages\/insomnia\/package\.json$/m,
    /^packages\/insomnia\/dist\/plugin\.js$/m,
    /^packages\/cli\/dist\/help\/countersign\.1$/m,
    /^examples\/k6\/countersign\.js$/m,
    /^examples\/k6-operator\/Dockerfile$/m,
    /^examples\/postman\/.*\.postman_collection\.json$/m,
    /^CHANGELOG\.md$/m,
    /^countersign --version$/m,
  ])
    expect(places).toMatch(kind)
})

it('the family is what is not private, dependencies first', () => {
  const names = familyIn(root).map(({ name }) => name)
  expect(names).not.toContain('@countersign/xk6')
  expect(names[0]).toBe('@countersign/core')
  expect(names.indexOf('countersign')).toBeGreaterThan(names.indexOf('@countersign/verify'))
})
