// How scripts of this project start other programs, on every system.

const SCRIPTS = new Set(['npm', 'npx', 'pnpm'])

/**
 * The first words of `spawn` and what it must be told. On Windows npm, npx and pnpm are scripts of its shell, which Node
 * starts only through that shell, and without words apart from the command.
 */
export function programOf(program, words, platform = process.platform) {
  if (platform !== 'win32' || !SCRIPTS.has(program)) return { file: program, words, shell: false }
  return { file: [program, ...words.map(quoted)].join(' '), words: [], shell: true }
}

/** A program takes one backslash before a quote for the quote's escape. */
const quoted = (word) => `"${word}${word.endsWith('\\') ? '\\' : ''}"`

/** The environment without what pnpm set for its own scripts: it is not for npm, git or another pnpm. */
export const withoutPnpm = (env = process.env) =>
  Object.fromEntries(
    Object.entries(env).filter(
      ([name]) => !/^(npm_(package|lifecycle|command|execpath|config_user_agent)|pnpm_)/i.test(name),
    ),
  )
