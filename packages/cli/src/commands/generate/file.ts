import type { AnyProvider } from '@countersign/core'
import type { Bundles } from '../../bundles/index.js'

/** A file to write, below the folder that was named. */
export interface GeneratedFile {
  readonly path: string
  readonly content: string | Uint8Array
}

export interface GeneratorOptions {
  readonly bundles: Bundles
  /** For k6 with the extension in it. */
  readonly extension?: boolean | undefined
}

/** Makes the files of one tool for these providers. Never a secret in them. */
export type Generator = (
  providers: readonly AnyProvider[],
  options: GeneratorOptions,
) => Promise<readonly GeneratedFile[]>

export const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`

/** The same files below a folder. */
export const below = (folder: string, files: readonly GeneratedFile[]): GeneratedFile[] =>
  files.map(({ path, content }) => ({ path: `${folder}/${path}`, content }))
