import { mkdir, writeFile } from 'node:fs/promises'
import { exampleFiles } from './examples.js'

const folder = new URL('../../../../examples/insomnia/', import.meta.url)
await mkdir(folder, { recursive: true })
for (const [name, content] of exampleFiles()) await writeFile(new URL(name, folder), content)
