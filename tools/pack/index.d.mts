/** What was packed and installed. */
export interface Packed {
  /** The tarballs of all packages that are published, as paths. */
  readonly tarballs: readonly string[]
  /** A folder with nothing but `node_modules`, in which npm installed the tarballs. */
  readonly installed: string
}

/**
 * Packs all packages and installs the tarballs in an empty folder, once for a state of the packages: a second caller
 * waits for the first, and a later run finds what is there. Packages of others come from npm's registry.
 */
export function pack(): Promise<Packed>

/** An empty folder beside the installed packages, which finds them as if they were its own. */
export function emptyFolder(packed: Packed, name: string): string
