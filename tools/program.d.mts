/** The first words of `spawn` and what it must be told. */
export function programOf(
  program: string,
  words: readonly string[],
  platform?: NodeJS.Platform,
): { readonly file: string; readonly words: readonly string[]; readonly shell: boolean }
