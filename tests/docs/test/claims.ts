/** Who runs a block. A page may be named as a whole; a block's own claim goes first. */
export interface Claim {
  readonly page: string
  /** What the block begins with. */
  readonly starts?: string
  readonly by: By
}

/** The test file that runs it; or the one that only reads it, and why it does no more; or why nothing does. */
export type By =
  | { readonly run: string }
  | { readonly read: string; readonly because: string }
  | { readonly notRun: string }

const claim = (page: string, by: By, starts?: string): Claim => ({ page, by, ...(starts && { starts }) })
const run = (page: string, test: string, starts?: string) => claim(page, { run: test }, starts)
const read = (page: string, test: string, starts: string, because: string) =>
  claim(page, { read: test, because }, starts)
const notRun = (page: string, starts: string, reason: string) => claim(page, { notRun: reason }, starts)

const HERE = 'tests/docs/test'
const at = (name: string) => `${HERE}/sessions/${name}.test.ts`
const long = (name: string) => `${HERE}/long/${name}.test.ts`
const POWERSHELL = `${HERE}/powershell.test.ts`
const REHEARSAL = 'tests/release/test/long/rehearsal.test.ts'
const NO_POWERSHELL = 'no PowerShell can be had here: its grammar parses it'

/** In the order in which they are asked: the first that fits a block is its claim. */
export const claims: readonly Claim[] = [
  run('README.md', 'tests/packages/test/long/install.test.ts', 'npx -y pnpm@12.21.0 cli:install'),
  run('README.md', at('readme')),
  notRun('docs/architecture.md', "tool's request", 'a drawing'),
  notRun('docs/command-line.md', 'countersign COMMAND', 'a usage line'),
  run('docs/command-line.md', long('own'), '{ "use"'),
  run('docs/command-line.md', 'packages/cli/test/output-docs.test.ts'),
  run('docs/definitions.md', long('own'), 'token:'),
  run('docs/definitions.md', long('definitions')),
  run('docs/gateway.md', at('gateway'), '$ countersign gateway'),
  run('docs/gateway.md', at('gateway'), 'servers:'),
  run('docs/gateway.md', at('gateway'), '[Unit]'),
  run('docs/gateway.md', at('gateway'), 'POST'),
  run('docs/gateway.md', long('image'), 'countersign generate k6-operator'),
  notRun('docs/gateway.md', 'using var client', 'no .NET can be had here; the page says so'),
  run('docs/gateway.md', 'packages/cli/test/gateway-recipes.test.ts'),
  notRun('docs/generate.md', 'countersign generate TOOL', 'a usage line'),
  run('docs/generate.md', at('generate'), 'countersign generate postman'),
  run('docs/generate.md', long('newman'), '(umask 077; jq '),
  read('docs/generate.md', POWERSHELL, '$filled', NO_POWERSHELL),
  run('docs/insomnia.md', long('programs'), 'import'),
  run('docs/insomnia.md', at('generate')),
  notRun(
    'docs/k6.md',
    'xk6 build',
    'xk6 1.4 cannot be had from a registry here; packages/xk6/test/long/go.test.ts builds the same with Go',
  ),
  notRun('docs/k6.md', 'k6 cloud run', 'needs an account'),
  read('docs/k6.md', POWERSHELL, 'Get-Content', NO_POWERSHELL),
  run('docs/k6.md', long('k6')),
  run('docs/moving-from-mastercard-plugin.md', long('mastercard')),
  run('docs/postman.md', long('newman'), 'newman run imburse'),
  run('docs/postman.md', long('newman'), 'node entropy.mjs'),
  run('docs/postman.md', at('postman')),
  read('docs/powershell.md', POWERSHELL, 'Get-Content', NO_POWERSHELL),
  run('docs/providers/mastercard.md', long('mastercard')),
  run('docs/providers/mastercard-oauth.md', long('mastercard')),
  notRun('docs/releasing.md', 'npm view', 'asks a registry for names that are not claimed'),
  notRun('docs/releasing.md', 'npx -y pnpm@12.21.0 --filter', 'it is the rehearsal itself'),
  run('docs/releasing.md', 'packages/xk6/test/long/go.test.ts', 'npx -y pnpm@12.21.0 xk6:path'),
  run('docs/releasing.md', REHEARSAL, 'npx -y pnpm@12.21.0 examples'),
  run('docs/releasing.md', `${HERE}/sessions/git.test.ts`, 'git'),
  run('docs/releasing.md', REHEARSAL),
  run('docs/runtimes.md', 'tests/packages/test/long/packages.test.ts', 'npx -y pnpm@12.21.0 packages'),
  run('docs/runtimes.md', long('programs')),
  run('docs/sandbox.md', at('sandbox')),
  run('docs/schemes.md', 'packages/definitions/test/docs.test.ts'),
  run('docs/tokens.md', long('k6'), 'export COUNTERSIGN_TOKENS'),
  run('docs/tokens.md', at('sandbox')),
  run('docs/verify.md', long('definitions')),
  run('docs/writing-a-provider.md', 'tests/own/test/writing-a-provider.test.ts'),
  run('packages/cli/README.md', long('own')),
  run('packages/insomnia/README.md', at('generate')),
  run('packages/k6/README.md', long('k6')),
  run('packages/xk6/README.md', long('k6'), 'import'),
  notRun('packages/xk6/README.md', 'xk6 build', 'as in docs/k6.md'),
  ...['core', 'definitions', 'hosts', 'page', 'postman', 'sandbox', 'schemes'].map((name) =>
    run(`packages/${name}/README.md`, long('programs')),
  ),
]

export const claimOf = (block: { readonly page: string; readonly text: string }): Claim | undefined =>
  claims.find(({ page, starts }) => page === block.page && (!starts || block.text.startsWith(starts)))

/** The test file that runs a block. */
export const testOf = (found: Claim | undefined): string | undefined =>
  found && 'run' in found.by ? found.by.run : undefined
