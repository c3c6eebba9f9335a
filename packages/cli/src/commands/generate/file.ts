import type { AnyProvider } from '@countersign/core'
import type { Bundles } from '../../bundles/index.js'

/** A file to write, below the folder that was named. */
export interface GeneratedFile {
  readonly path: string
  readonly content: string | Uint8Array
  /** What becomes of a file that is there already; nothing if it must stay as it is. */
  readonly merge?: (existing: string) => string | undefined
}

export interface GeneratorOptions {
  readonly bundles: Bundles
  /** For k6 with the extension in it. */
  readonly extension?: boolean | undefined
  /** For Insomnia, if the plugin goes to a folder of its own. */
  readonly withoutPlugin?: boolean
}

/** Makes the files of one tool for these providers. Never a secret in them. */
export type Generator = (
  providers: readonly AnyProvider[],
  options: GeneratorOptions,
) => Promise<readonly GeneratedFile[]>

/** The licences of others must go along with what is bundled of them. */
export const licences = ({ notices }: Bundles): GeneratedFile[] =>
  notices.bundled.length === 0
    ? []
    : [
        {
          path: 'THIRD-PARTY.txt',
          content: notices.text,
          merge: (existing) => notices.textWith(existing),
        },
      ]

export const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`

/** The same files below a folder. */
export const below = (folder: string, files: readonly GeneratedFile[]): GeneratedFile[] =>
  files.map((file) => ({ ...file, path: `${folder}/${file.path}` }))
