import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const src = new URL('../src/', import.meta.url)

it('commands take the providers of the run: one module alone reads the list of core', () => {
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
  const importing = files.filter((name) =>
    /import \{[^}]*\bproviders\b[^}]*\} from '@countersign\/core(\/providers.*)?'/.test(
      readFileSync(new URL(name, src), 'utf8'),
    ),
  )
  expect(importing).toEqual(['providers.ts'])
})
