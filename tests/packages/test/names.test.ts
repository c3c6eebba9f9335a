import { cpSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { published, readConfig } from '@countersign/tools-pack/config'
import { describe, expect, it } from 'vitest'
import { empty, packages, ran } from './packages.js'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const config = readConfig()

// Our names, and others' addresses that look like ours.
const NAME = String.raw`(?:@countersign\/[\w-]+|(?:insomnia-plugin-)?countersign)(?:@[\w.^~-]+)?`
const END = String.raw`(?=[\s"'\`),;]|$)`
/** What would ask a registry for a name of ours, or lead to an address of ours, with the part of the config that allows it. */
const CLAIMS: readonly (readonly [string, RegExp])[] = [
  [
    config.npm.cli,
    new RegExp(
      String.raw`\b(?:npm|pnpm|yarn|bun|deno)(?: -[\w-]+)* (?:i|install|add|exec|x|dlx|create)(?: -[\w-]+)*(?: [\w@/.-]+)*? (?:npm:)?${NAME}${END}`,
    ),
  ],
  [config.npm.cli, new RegExp(String.raw`\b(?:npx|bunx|pnpx)(?: (?:-[\w-]+|--package=\S+))* ${NAME}${END}`)],
  [
    config.npm.cli,
    new RegExp(String.raw`\bnpm:${NAME}|\b(?:npmjs\.com|unpkg\.com|esm\.sh|jsdelivr\.net)\/\S*countersign`),
  ],
  [config.npm.cli, /"(?:@countersign\/[\w-]+|countersign)": "[\^~]?\d[^"]*"/],
  // An image without a registry is Docker Hub's, unless it is on the machine already.
  [
    '',
    /\b(?:FROM|image:|docker (?:pull|run|build)\b[^\n]*?) ["']?(?!localhost\/)[\w./-]*countersign[\w./-]*(?:[\s:@"']|$)/,
  ],
  ['', /ghcr\.io\/countersign|docker\.io\/countersign|uses: countersign\//],
  [config.repository, /git(?:hub|lab)\.com\/countersign|git(?:hub|lab)\.com\/[\w-]+\/(?:xk6-)?countersign\b/],
  [config.site, /\bcountersign\.(?:dev|io|com|org|sh)\b/],
  [config.goModule, /\bgo (?:get|install) \S*countersign/],
]

/** What of a text names something of ours, and is not claimed yet. */
const unclaimed = (text: string): string[] =>
  CLAIMS.flatMap(([claimed, pattern]) => (claimed === '' ? (pattern.exec(text)?.slice(0, 1) ?? []) : []))
const isFound = (text: string) => CLAIMS.some(([, pattern]) => pattern.test(text))

const TEXT = /\.(m?js|ts|mts|json|ya?ml|txt|md|html|css|1|go|mod|sum)$|Dockerfile$|\.dockerignore$/
/** Path → text of all files below a folder. */
function textsIn(folder: string, below = ''): [string, string][] {
  return readdirSync(join(folder, below)).flatMap((name): [string, string][] => {
    const path = join(below, name)
    if (name === 'node_modules') return []
    if (statSync(join(folder, path)).isDirectory()) return textsIn(folder, path)
    return TEXT.test(name) ? [[path, readFileSync(join(folder, path), 'utf8')]] : []
  })
}
const found = (texts: readonly (readonly [string, string])[]) =>
  texts.flatMap(([path, text]) => unclaimed(text).map((what) => `${path}: ${what}`))

it('finds what would be asked of a registry', () => {
  const asked = [
    'npm install --global countersign',
    'npm i -D @countersign/core',
    'npx -y countersign sandbox',
    'npx countersign new acme',
    'RUN npm install -g countersign@0.1.0 && x',
    'FROM countersign/cli:latest',
    'image: countersign:latest',
    'docker run --rm countersign --help',
    'docker build --tag countersign-k6:latest --file Dockerfile .',
    'https://github.com/countersign/countersign',
    'https://countersign.dev/docs',
    '"dependencies": { "countersign": "^0.1.0" }',
    "import('npm:@countersign/core')",
    'go get github.com/someone/xk6-countersign',
  ]
  expect(asked.filter((text) => !isFound(text))).toEqual([])
  const harmless = [
    'npm uninstall --global countersign',
    'npm install --global ./countersign-0.1.0.tgz',
    "import { createSigner } from '@countersign/core'",
    'npx -y pnpm@12.21.0 countersign --help',
    'docker build --tag localhost/countersign:latest --file Dockerfile .',
    'image: localhost/countersign-k6:latest',
  ]
  expect(harmless.filter(isFound)).toEqual([])
})

describe('no name or address that is not ours yet is installed or linked', () => {
  it('by README, docs and examples', () => {
    const folders = ['docs', 'examples', 'definitions', '.github'].flatMap((folder) => textsIn(root, folder))
    const top = readdirSync(root)
      .filter((name) => name.endsWith('.md'))
      .map((name): [string, string] => [name, readFileSync(join(root, name), 'utf8')])
    expect(found([...top, ...folders])).toEqual([])
  })

  it.each(packages)('by the tarball of $name', ({ folder, files }) => {
    const texts = files.filter((path) => TEXT.test(path) && path !== 'package.json')
    expect(found(texts.map((path) => [path, readFileSync(join(folder, path), 'utf8')]))).toEqual([])
    for (const key of ['homepage', 'repository', 'bugs'])
      if (config.repository === '' && config.site === '')
        expect(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))).not.toHaveProperty(key)
  })

  // examples/ has what it writes for the other tools, and the man page has the help of each command.
  it('by what generate writes for k6-operator, and by --help', async () => {
    const cwd = empty('names')
    const countersign = (...words: string[]) => ran(join(cwd, '../node_modules/.bin/countersign'), words, cwd)
    const operator = ['generate', 'k6-operator', '--extension', '--out', 'generated/operator']
    expect((await countersign(...operator)).code).toBe(0)
    expect(found(textsIn(join(cwd, 'generated')))).toEqual([])
    expect(found([['help', (await countersign('--help')).text]])).toEqual([])
  })
})

const FILLED = {
  repository: 'https://git.example/someone/signing',
  site: 'https://docs.example',
  npm: { cli: 'countersign', scope: '@countersign', insomniaPlugin: 'insomnia-plugin-countersign' },
  goModule: 'git.example/someone/xk6-signing',
}

describe('release.config.json, filled in', () => {
  it('is printed by generated files and help', async () => {
    const cwd = empty('filled')
    for (const { name, folder } of packages)
      cpSync(folder, join(cwd, 'node_modules', name), { recursive: true })
    const file = 'node_modules/@countersign/bundle/dist/release.config.json'
    writeFileSync(join(cwd, file), JSON.stringify(FILLED))
    const countersign = async (...words: string[]) => {
      const bin = join(cwd, 'node_modules/countersign/bin/countersign.js')
      const { code, text } = await ran(process.execPath, [bin, ...words], cwd)
      expect(code, text).toBe(0)
      return text
    }
    expect(await countersign('--help')).toContain('Documentation: https://docs.example')
    await countersign('new', 'acme', '--like', 'hmac')
    await countersign('build', 'acme.ts', '--for', 'postman,insomnia,inso,k6,xk6', '--out', 'tools')
    await countersign('generate', 'k6-operator', 'sendpayments', '--out', 'operator')
    const read = (path: string) => readFileSync(join(cwd, path), 'utf8')
    for (const [path, name] of [
      ['tools/postman/acme.pre-request.js', '@countersign/postman'],
      ['tools/inso/acme.pre-request.js', 'insomnia-plugin-countersign'],
      ['tools/insomnia/insomnia-plugin-acme/plugin.js', 'insomnia-plugin-countersign'],
      ['tools/k6/countersign.js', '@countersign/k6'],
      ['tools/xk6/countersign.js', '@countersign/k6'],
    ] as const) {
      const header = read(path).slice(0, 1500)
      expect(header, path).toContain(`(${name} on npm)`)
      expect(header, path).toContain(FILLED.repository)
    }
    expect(read('operator/Dockerfile')).toContain(`image.source="${FILLED.repository}"`)
    expect(read('operator/README.md')).toContain(FILLED.site)
  })

  it('goes into the package.json of a tarball', () => {
    const manifest = { name: '@countersign/core', scripts: { build: 'tsc' }, devDependencies: { a: '1' } }
    expect(published(manifest, 'packages/core', FILLED)).toEqual({
      name: '@countersign/core',
      homepage: 'https://docs.example',
      repository: {
        type: 'git',
        url: 'git+https://git.example/someone/signing.git',
        directory: 'packages/core',
      },
      bugs: { url: 'https://git.example/someone/signing/issues' },
    })
  })

  it.each([
    [{ ...FILLED, repository: 'git@git.example:someone/signing' }, '"repository" is no address'],
    [{ ...FILLED, goModule: 'xk6' }, '"goModule" is no module path'],
    [{ ...FILLED, npm: { ...FILLED.npm, cli: 'sign' } }, 'the packages are called countersign'],
    [{ ...FILLED, homepage: '' }, 'there is no "homepage"'],
    [{ ...FILLED, site: undefined }, '"site" is not a text'],
    [{ ...FILLED, site: ['https://docs.example'] }, '"site" is not a text'],
    [{ ...FILLED, repository: 'https://git.example/someone/signing/' }, 'without a slash at its end'],
    [{ ...FILLED, npm: 'countersign' }, '"npm" is not an object'],
    [[], 'it is not an object'],
  ])('is refused if it is wrong: %j', (wrong, problem) => {
    expect(() => readConfig(JSON.stringify(wrong))).toThrow(problem)
  })

  it('is refused if it is not JSON', () => {
    expect(() => readConfig('{ "repository": "", }')).toThrow('release.config.json: it is not JSON')
  })
})

it('a package that is not built is not packed', async () => {
  const cwd = empty('unbuilt')
  const prepack = join(root, 'tools/pack/prepack.mjs')
  const files = ['dist', 'dist/THIRD-PARTY.txt', '!dist/build.*']
  writeFileSync(
    join(cwd, 'package.json'),
    JSON.stringify({ name: 'one', files, exports: { '.': './dist/index.js' } }),
  )
  const refused = (path: string) => ({
    code: 1,
    text: `one is not built: ${path} is missing. In the root, run: npx -y pnpm@12.21.0 build\n`,
  })
  expect(await ran(process.execPath, [prepack], cwd)).toEqual(refused('./dist/index.js'))
  // The compiler was done, and what follows it was not.
  mkdirSync(join(cwd, 'dist'))
  writeFileSync(join(cwd, 'dist/index.js'), '')
  expect(await ran(process.execPath, [prepack], cwd)).toEqual(refused('dist/THIRD-PARTY.txt'))
  const all = readdirSync(join(root, 'packages')).map((name) =>
    JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8')),
  )
  for (const { name, private: isPrivate, scripts } of all)
    expect([name, isPrivate ? undefined : scripts.prepack]).toEqual([
      name,
      isPrivate ? undefined : 'node ../../tools/pack/prepack.mjs',
    ])
})
