import { execFile } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { providers } from '@countersign/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { has } from '../has.js'
import { emptyFolder, run } from '../run.js'

const exec = promisify(execFile)
const folder = emptyFolder()
const scripts: Record<string, string> = {}

beforeAll(async () => {
  for (const shell of ['bash', 'zsh', 'fish']) {
    const { status, text } = await run(['completion', shell])
    expect(status).toBe(0)
    scripts[shell] = join(folder, `countersign.${shell}`)
    writeFileSync(scripts[shell], text)
  }
  writeFileSync(join(folder, 'two words.har'), '')
  mkdirSync(join(folder, 'twofold'))
})

const ids = providers.map(({ id }) => id)

// Words as bash itself splits them: also at `:` and `=`.
const CASES: [words: string[], replies: string[] | RegExp][] = [
  [['v'], ['verify']],
  [['--ver'], ['--version']],
  [
    ['send', 'P'],
    ['POST', 'PUT', 'PATCH'],
  ],
  [
    ['send', 'POST', 'x', '--body'],
    ['--body', '--body-file'],
  ],
  [['send', 'POST', 'https', ':', '//a.example', '--uns'], ['--unsigned']],
  [['send', 'POST', 'https', ':', '//a.example', ':', '80/x', '--uns'], ['--unsigned']],
  [['send', 'POST', 'https', ':', '//a.exam'], []],
  [['sign', '--provider', ''], ids],
  [['sign', '--provider', '='], ids],
  [['sign', '--provider', '=', 'im'], ['imburse']],
  [['sign', '--body', 'POST', 'GE'], ['GET']],
  [['sign', '--set', 'INQUD_TOKEN_ID', '=', 'x', 'GE'], ['GET']],
  [['sign', '--set', 'INQUD_TOKEN_S'], ['INQUD_TOKEN_SECRET=']],
  [['sign', '-H', 'two'], []],
  [['sign', '--unsigned'], []],
  [
    ['verify', 'two'],
    ['two words.har', 'twofold'],
  ],
  [['verify', 'one.har', 'two'], []],
  [
    ['verify', '--dotenv', 'two'],
    ['two words.har', 'twofold'],
  ],
  [
    ['generate', 'k'],
    ['k6', 'k6-operator'],
  ],
  [['generate', 'k6', 'im'], ['imburse']],
  [['generate', 'k6', 'imburse', 'in'], ['inqud']],
  [['generate', 'k6', '--out', 'two'], ['twofold']],
  [
    ['init', 'mast'],
    ['mastercard', 'mastercard-oauth'],
  ],
  [
    ['completion', ''],
    ['bash', 'zsh', 'fish'],
  ],
  [['help', 'ver'], ['verify']],
  [['nothing', ''], []],
]

const quoted = (word: string) => `'${word}'`

describe.skipIf(!has('bash'))('completion in bash', () => {
  it('offers what fits the place', async () => {
    const calls = CASES.map(
      ([words]) =>
        `COMP_WORDS=(${['countersign', ...words].map(quoted).join(' ')}); COMP_CWORD=${words.length}; _countersign; (IFS='|'; echo "\${COMPREPLY[*]}")`,
    )
    const script = [`source '${scripts.bash}'`, ...calls].join('\n')
    const { stdout, stderr } = await exec('bash', ['--norc', '-u', '-c', script], { cwd: folder })
    expect(stderr).toBe('')
    const replies = stdout.trimEnd().split('\n')
    const shown = CASES.map(([words], n) => [words, (replies[n] ?? '').split('|').filter(Boolean).sort()])
    expect(shown).toEqual(CASES.map(([words, wanted]) => [words, [...(wanted as string[])].sort()]))
  })

  it('is what bash calls for countersign', async () => {
    const { stdout } = await exec('bash', [
      '--norc',
      '-c',
      `source '${scripts.bash}'; complete -p countersign`,
    ])
    expect(stdout).toBe('complete -F _countersign countersign\n')
  })

  it('knows all commands and all their options', async () => {
    const { text } = await run(['--help'])
    const commands = [...text.matchAll(/^ {2}([a-z]+)(?= .*\S)/gm)].map(([, name]) => name as string)
    expect(commands).toContain('sandbox')
    const script = [
      `source '${scripts.bash}'`,
      ...commands.map(
        (name) =>
          `COMP_WORDS=(countersign ${name} -); COMP_CWORD=2; _countersign; echo "${name} \${COMPREPLY[*]}"`,
      ),
    ].join('\n')
    const lines = (await exec('bash', ['--norc', '-c', script])).stdout.trimEnd().split('\n')
    const { makeProgram } = await import('../../src/program.js')
    const program = makeProgram({ ...process }, { status: 0 })
    for (const { commands: _, options, name } of program.commands.map((command) => ({
      commands: command.commands,
      options: command.options.flatMap(({ short, long }) => [short, long].filter(Boolean)),
      name: command.name(),
    }))) {
      const line = lines.find((one) => one.startsWith(`${name} `)) ?? ''
      expect(line.split(' ').slice(1)).toEqual(expect.arrayContaining(options))
    }
  })
})

describe('the providers of --use', () => {
  const marked = "import { writeFileSync } from 'node:fs'\nwriteFileSync('ran', '')\n"
  const acme = `${marked}import { defineProvider } from '@countersign/core'
    import { settings } from './settings'
    const acme = defineProvider<{}>({ id: 'my-acme' as const, name: 'A', hosts: [], settings, setup: () => ({}), sign: () => ({}) })
    const id = \`other\`
    export default [acme, { ...acme, id, settings: [{ name: 'token' }] }, { id: '$(touch ran)' }]`
  const settings = `export const settings = [{ name: 'apiKey', about: 'a', kind: 'text' }, { name: '$(touch ran)' }] as const`

  it('are completed, and none of their code runs', async () => {
    const cwd = emptyFolder()
    writeFileSync(join(cwd, 'acme.ts'), acme)
    writeFileSync(join(cwd, 'settings.ts'), settings)
    mkdirSync(join(cwd, '.git'))
    copyFileSync(new URL('../../../../definitions/binance.yaml', import.meta.url), join(cwd, 'binance.yaml'))
    writeFileSync(join(cwd, 'countersign.config.json'), '{ "use": ["acme.ts", "binance.yaml"] }')
    const { text, stderr, status } = await run(['completion', 'bash'], { cwd })
    expect(status, stderr).toBe(0)
    for (const word of [
      'my-acme',
      'other',
      'MY_ACME_API_KEY=',
      'MY_ACME_HOSTS=',
      'OTHER_TOKEN=',
      'BINANCE_API_KEY=',
    ])
      expect(text).toContain(` ${word}`)
    expect(text).not.toContain('touch')
    expect(stderr).toBe('countersign: countersign.config.json: uses acme.ts, binance.yaml.\n')
    expect(existsSync(join(cwd, 'ran'))).toBe(false)
  })

  it('that cannot be read take nothing away, if it was not this command that named them', async () => {
    const cwd = emptyFolder()
    const env = { COUNTERSIGN_USE: 'missing.ts' }
    const [lenient, strict] = await Promise.all([
      run(['completion', 'fish'], { cwd, env }),
      run(['completion', 'fish', '--use', 'missing.ts'], { cwd }),
    ])
    expect([lenient.status, strict.status]).toEqual([0, 1])
    expect(lenient.text).toContain('imburse')
    expect(lenient.stderr).toContain('COUNTERSIGN_USE names missing.ts')
  })
})

describe('completion in other shells', () => {
  it.skipIf(!has('zsh'))('is right for zsh', async () => {
    await exec('zsh', ['-n', `${scripts.zsh}`])
    const load = `autoload -Uz compinit; compinit -u -D; source '${scripts.zsh}'; print $_comps[countersign]`
    expect((await exec('zsh', ['-f', '-c', load])).stdout).toBe('_countersign\n')
  })

  it.skipIf(!has('fish'))('is right for fish', async () => {
    await exec('fish', ['--no-execute', `${scripts.fish}`])
    const offered = async (line: string) => {
      const script = `source '${scripts.fish}'; complete -C '${line}'`
      const { stdout } = await exec('fish', ['--no-config', '-c', script], {
        cwd: folder,
        env: { ...process.env, HOME: folder },
      })
      return stdout
        .trimEnd()
        .split('\n')
        .map((row) => row.split('\t')[0])
    }
    expect(await offered('countersign ver')).toEqual(['verify'])
    expect(await offered('countersign generate k6 im')).toContain('imburse')
    expect(await offered('countersign sign --provider ')).toEqual(ids.toSorted())
    expect(await offered('countersign send POST x --body')).toEqual(['--body', '--body-file'])
    expect(await offered('countersign verify two')).toEqual(['two words.har', 'twofold/'])
  })

  it('refuses a shell that it does not know', async () => {
    const { status, stderr } = await run(['completion', 'tcsh'])
    expect(status).toBe(2)
    expect(stderr).toMatch(/bash, zsh, fish/)
  })
})
