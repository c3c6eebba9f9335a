import { mkdir, writeFile } from 'node:fs/promises'
import { providers } from '@countersign/core'
import { operatorFiles, type ScriptFile, scriptFiles } from './index.js'

async function write(name: string, files: readonly ScriptFile[]): Promise<void> {
  const folder = new URL(`../../../../examples/${name}/`, import.meta.url)
  await mkdir(folder, { recursive: true })
  for (const { path, content } of files) await writeFile(new URL(path, folder), content)
}

await write('k6', scriptFiles(providers))
await write('k6-operator', operatorFiles(providers, '../k6/'))
