// `pnpm packages DIR`: builds all packages and packs them into DIR, for a program that uses one before it is on a registry.

import { mkdirSync } from 'node:fs'
import { basename, relative, resolve } from 'node:path'
import { packInto } from './pack/index.mjs'
import { build } from './turbo.mjs'

const { INIT_CWD = '.' } = process.env

/** The line is typed in another folder, so its paths are whole. */
async function tell(files) {
  const { shellWord } = await import('../packages/cli/dist/terminal/word.js')
  const named = (part) => files.find((file) => basename(file).startsWith(`countersign-${part}-`))
  const words = ['core', 'hosts'].map((part) => shellWord(named(part)))
  console.log(`Packed:\n${files.map((file) => `  ${relative(INIT_CWD, file)}`).join('\n')}`)
  console.log(`For signedFetch, in the folder of your program:\n  npm install ${words.join(' ')}`)
}

try {
  const [folder, ...others] = process.argv.slice(2).filter((word) => word !== '--')
  if (folder === undefined || folder.startsWith('-') || others.length > 0)
    throw new Error('Name one folder to pack into: pnpm packages DIR')
  const target = resolve(INIT_CWD, folder)
  build()
  mkdirSync(target, { recursive: true })
  await tell(await packInto(target))
} catch (thrown) {
  console.error(thrown.message)
  process.exitCode = 1
}
