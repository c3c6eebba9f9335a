import { readFileSync } from 'node:fs'

/** Addresses and names that are claimed, from `release.config.json` of the repository. What is empty is printed nowhere. */
export interface Release {
  /** The address of the repository: `https://HOST/OWNER/NAME`. */
  readonly repository: string
  /** The address of the documentation's site. */
  readonly site: string
  /** The packages that are published under their names. */
  readonly npm: { readonly cli: string; readonly scope: string; readonly insomniaPlugin: string }
  /** The path of the k6 extension's Go module. */
  readonly goModule: string
}

/** As the build found it. */
export const release: Release = JSON.parse(
  readFileSync(new URL('../dist/release.config.json', import.meta.url), 'utf8'),
)

/**
 * The first words of a generated file: `Countersign 0.1.0`, and the package on npm once it is there.
 * @param folder of the package in the repository: `packages/postman`
 */
export function generatedBy(folder: string, version: string, { npm }: Release = release): string {
  const name = folder.replace('packages/', '')
  const scoped = npm.scope && `${npm.scope}/${name}`
  const found = name === 'insomnia' ? npm.insomniaPlugin : scoped
  return `Countersign ${version}${found && ` (${found} on npm)`}`
}

/** Where a folder's sources are: `packages/postman of the Countersign repository`, or its address. */
export const sourceOf = (folder: string, { repository }: Release = release): string =>
  `${folder} of ${repository || 'the Countersign repository'}`
