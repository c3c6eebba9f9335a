import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { ProviderModule } from '@countersign/bundle'
import { Failed } from '../../terminal/io.js'

/** Temporary: until the loader of `--use` is there. */
export async function loadModules(files: readonly string[]): Promise<ProviderModule[]> {
  return (await Promise.all(files.map(load))).flat()
}

async function load(file: string): Promise<ProviderModule[]> {
  const { rolldown } = await import('rolldown')
  const path = resolve(file)
  const build = await rolldown({
    input: path,
    platform: 'node',
    logLevel: 'silent',
    plugins: [
      {
        name: 'countersign-packages',
        resolveId(id) {
          return id.startsWith('@countersign/')
            ? this.resolve(id, fileURLToPath(import.meta.url), { skipSelf: true })
            : undefined
        },
      },
    ],
  })
  const { output } = await build.generate({ format: 'esm', codeSplitting: false })
  await build.close()
  const folder = mkdtempSync(join(dirname(path), '.countersign-'))
  try {
    const made = join(folder, 'provider.mjs')
    writeFileSync(made, output[0].code)
    const { default: value } = await import(pathToFileURL(made).href)
    if (value === undefined) throw new Failed(`${file} has no default export.`)
    if (!Array.isArray(value)) return [{ provider: value, module: path, named: 'default' }]
    return value.map((provider, at) => ({ provider, module: path, named: 'default', at }))
  } finally {
    rmSync(folder, { recursive: true })
  }
}
