import { mkdir, writeFile } from 'node:fs/promises'
import { providers } from '@countersign/core'
import { scriptFiles } from './index.js'

const folder = new URL('../../../../examples/k6/', import.meta.url)
await mkdir(folder, { recursive: true })
for (const { path, content } of scriptFiles(providers)) await writeFile(new URL(path, folder), content)
