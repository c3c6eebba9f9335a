/** What to do if a script needs random bytes and there are none: a room of its own, for scripts that encrypt or sign by a key. */
export const ENTROPY_HINT: string | undefined =
  'Set COUNTERSIGN_ENTROPY in the environment file to 64 random hexadecimal digits (openssl rand -hex 32), new ones for each run, or use the Postman CLI.'
