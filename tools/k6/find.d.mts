/** k6 as it is, or with packages/xk6 in it. */
type Kind = 1 | 2 | 'extension'
type Major = 1 | 2

/** k6 without building it: the one on the PATH where it is new enough, else the built one. */
export function findK6(major?: Major): string | undefined
/** k6, built where that is needed: a few minutes. @throws {Error} in one line, where it cannot be had */
export function needK6(major?: Major): Promise<string>
/** The built k6, where it was built before. */
export function builtK6(kind: Kind): string | undefined
/** Builds it where it is not there yet; a second caller waits for the first. */
export function buildK6(kind: Kind, say?: (line: string) => void): Promise<string>
