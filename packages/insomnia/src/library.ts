import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, posix } from 'node:path'

/** A module beside another one, as the compiler writes its name in code and types. */
const BESIDE = /(?<=['"])(\.{1,2}\/[^'"]+)\.js(?=['"])/g

/**
 * Copies modules and what they import of their own folder, with their types. `.js` becomes `.mjs`: the plugin's own
 * package is CommonJS, and Insomnia's sandbox would read every `.js` file of it for each hook.
 * @param entries paths below `from`, without `.js`
 */
export async function copyAsMjs(from: URL, to: URL, entries: readonly string[]): Promise<void> {
  const known = new Set(entries)
  // A set that grows while it is walked.
  for (const path of known) {
    for (const [ending, made] of Object.entries({ js: 'mjs', 'd.ts': 'd.mts' })) {
      const text = await readFile(new URL(`${path}.${ending}`, from), 'utf8')
      for (const [, name = ''] of text.matchAll(BESIDE)) known.add(posix.join(dirname(path), name))
      await write(new URL(`${path}.${made}`, to), text)
    }
  }
}

async function write(file: URL, text: string): Promise<void> {
  await mkdir(new URL('./', file), { recursive: true })
  await writeFile(file, text.replace(BESIDE, '$1.mjs').replace(/^\/\/# sourceMappingURL.*\n?/m, ''))
}
