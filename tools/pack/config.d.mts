/** Addresses and names that are claimed; what is empty is not. */
export interface Config {
  readonly repository: string
  readonly site: string
  readonly npm: { readonly cli: string; readonly scope: string; readonly insomniaPlugin: string }
  readonly goModule: string
}

/** The names that are published, by their field in `npm`: as the package.json files have them. */
export const NAMES: Config['npm']

/**
 * Reads release.config.json.
 * @throws {Error} that names what cannot be used, and says what may stand there
 */
export function readConfig(text?: string): Config

/** A manifest as it is published: without what only this repository needs, with the addresses that are known. */
export function published(manifest: object, directory: string, config: Config): object

/** A path such as `HOST/OWNER/NAME/packages/xk6`. */
export function isGoModule(text: string | undefined): boolean

/** The file's path. */
export const CONFIG_FILE: string
