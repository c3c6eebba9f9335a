import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { verifyPicture } from '../pictures.mjs'
import { root } from './pages.js'

const textOf = (svg: string) =>
  svg.replace(/<(style|title)>[^<]*<\/\1>/g, '').match(/(?<=<tspan[^>]*>)[^<]+/g) ?? []
const hasTerminal = spawnSync('script', ['--version']).stdout?.includes('util-linux') ?? false

it.skipIf(!hasTerminal)('docs/pictures/verify.svg shows what verify prints in a terminal', async () => {
  const drawn = readFileSync(`${root}docs/pictures/verify.svg`, 'utf8')
  const now = textOf(await verifyPicture())
  expect(now).toContain('not verified')
  expect(now, 'npx -y pnpm@12.21.0 --filter @countersign/tests-docs run pictures').toEqual(textOf(drawn))
})
