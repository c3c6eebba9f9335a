/** Who runs a block. A page may be named as a whole; a block's own claim goes first. */
export interface Claim {
  readonly page: string
  /** What the block begins with. */
  readonly starts?: string
  /** The test file that runs it, or why nothing does. */
  readonly by: { readonly test: string } | { readonly notRun: string }
}

const claim = (page: string, test: string, starts?: string): Claim => ({
  page,
  by: { test },
  ...(starts && { starts }),
})
const notRun = (page: string, starts: string, reason: string): Claim => ({
  page,
  starts,
  by: { notRun: reason },
})

const HERE = 'tests/docs/test'
const SESSIONS = `${HERE}/sessions.test.ts`
const COMMANDS = `${HERE}/commands.test.ts`
const POWERSHELL = `${HERE}/powershell.test.ts`
const SNIPPETS = `${HERE}/snippets.test.ts`

/** In the order in which they are asked: the first that fits a block is its claim. */
export const claims: readonly Claim[] = [
  claim('README.md', COMMANDS, 'npx -y pnpm@12.21.0 cli:install'),
  claim('README.md', SESSIONS),
  notRun('docs/architecture.md', "tool's request", 'a drawing'),
  notRun('docs/command-line.md', 'countersign COMMAND', 'a usage line'),
  claim('docs/command-line.md', SNIPPETS, '{ "use"'),
  claim('docs/command-line.md', 'packages/cli/test/output-docs.test.ts'),
  claim('docs/definitions.md', 'packages/definitions/test/docs.test.ts', 'id: acme'),
  claim('docs/definitions.md', SESSIONS, '$ countersign'),
  notRun('docs/definitions.md', '# yaml-language-server', "an editor's hint"),
  notRun('docs/definitions.md', 'token:', 'a part of a definition'),
  claim('docs/gateway.md', COMMANDS, '$ countersign gateway'),
  notRun('docs/gateway.md', 'servers:', 'a part of an OpenAPI file'),
  notRun('docs/gateway.md', '[Unit]', 'needs systemd'),
  notRun('docs/gateway.md', 'countersign generate k6-operator', 'needs Docker'),
  claim('docs/gateway.md', 'packages/cli/test/gateway-recipes.test.ts'),
  notRun('docs/generate.md', 'countersign generate TOOL', 'a usage line'),
  claim('docs/generate.md', COMMANDS, 'countersign generate postman'),
  claim('docs/generate.md', COMMANDS, '(umask 077; jq '),
  claim('docs/generate.md', POWERSHELL, '$filled'),
  claim('docs/insomnia.md', SNIPPETS, '{ "INQUD'),
  claim('docs/insomnia.md', SNIPPETS, 'import'),
  claim(
    'docs/insomnia.md',
    'tests/generated/test/insomnia.test.ts',
    'countersign generate insomnia --plugin',
  ),
  claim('docs/insomnia.md', COMMANDS),
  notRun(
    'docs/k6.md',
    'k6 run --secret-source',
    'tests/hosts/k6/test/green.test.ts runs k6 with a secret source',
  ),
  claim('docs/k6.md', SESSIONS, 'countersign sandbox'),
  claim('docs/k6.md', SESSIONS, 'set -a; . ./sandbox'),
  notRun('docs/k6.md', 'k6 archive', 'tests/hosts/k6/test/long/load.test.ts runs segments of an archive'),
  notRun('docs/k6.md', 'xk6 build', 'needs Go; tests in packages/xk6 do'),
  notRun('docs/k6.md', 'k6 cloud run', 'needs an account'),
  claim('docs/k6.md', COMMANDS, 'countersign'),
  claim('docs/k6.md', POWERSHELL, 'Get-Content'),
  claim('docs/k6.md', SNIPPETS, 'import'),
  claim('docs/k6.md', SNIPPETS, 'const'),
  claim('docs/k6.md', SNIPPETS, 'thresholds'),
  claim('docs/k6.md', COMMANDS),
  claim('docs/moving-from-mastercard-plugin.md', COMMANDS),
  claim('docs/postman.md', SESSIONS, 'countersign sandbox'),
  claim('docs/postman.md', 'tests/generated/test/postman.test.ts', 'node entropy.mjs'),
  claim('docs/postman.md', COMMANDS, 'newman run'),
  claim('docs/postman.md', SNIPPETS, 'pm.test'),
  claim('docs/powershell.md', POWERSHELL, 'Get-Content'),
  claim('docs/providers/mastercard.md', SESSIONS),
  claim('docs/providers/mastercard-oauth.md', SESSIONS),
  notRun('docs/releasing.md', 'npm view', 'asks for names that are not claimed'),
  notRun('docs/releasing.md', 'npx -y pnpm@12.21.0 --filter', 'the rehearsal itself'),
  notRun(
    'docs/releasing.md',
    'npx -y pnpm@12.21.0 xk6:path',
    'packages/xk6/test/long/go.test.ts does, in a copy',
  ),
  notRun('docs/releasing.md', 'npx -y pnpm@12.21.0 examples', 'the release runs it: rehearsal.test.ts'),
  notRun('docs/releasing.md', 'git', 'needs a remote repository'),
  claim('docs/releasing.md', 'tests/release/test/long/rehearsal.test.ts'),
  claim('docs/runtimes.md', SNIPPETS),
  claim('docs/sandbox.md', COMMANDS),
  claim('docs/tokens.md', COMMANDS),
  notRun('docs/verify.md', 'POST', 'the form of a request; docs/pictures/verify.svg runs one like it'),
  claim('docs/writing-a-provider.md', 'tests/own/test/writing-a-provider.test.ts'),
]

export const claimOf = (block: { readonly page: string; readonly text: string }) =>
  claims.find(({ page, starts }) => page === block.page && (!starts || block.text.startsWith(starts)))
