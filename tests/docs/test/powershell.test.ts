import { parse } from 'dotenv'
import { describe, expect, it } from 'vitest'
import { dotenvText } from '../../../packages/cli/dist/dotenv/write.js'
import { blocks, commandsOf } from './blocks.js'
import { codeIn, isSame, parsed, rows } from './powershell.js'

const scripts = blocks.filter(({ language }) => language === 'powershell')

it('what is for PowerShell is PowerShell', () => {
  const cells = rows.flatMap(([, here, before]) => [...codeIn(here), ...codeIn(before)])
  expect(cells.length).toBeGreaterThanOrEqual(20)
  const texts = [
    ...scripts.map(({ text }) => text),
    ...cells.map((code) => code.replace(/^--/, 'countersign --')),
  ]
  const wrong = texts.filter((text) => parsed(text).hasError)
  expect(wrong).toEqual([])
})

// What a command has that PowerShell does not know, or knows as something else, and the row that says so.
const DIFFERENT: readonly (readonly [RegExp, string])[] = [
  [/^export \w+=\$\(openssl/, '$(openssl rand -hex 32)'],
  [/^export /, 'export NAME=value'],
  [/^[A-Z_]+=\S+ \w/, 'NAME=value k6 run test.js'],
  [/^set -a;/, 'set -a; . ./sandbox.env; set +a'],
  [/^\(umask 077; grep -v /, '(umask 077; grep -v A a.env > b.env)'],
  [/^grep .*\|/, 'grep A .env | countersign init'],
  [/^sed /, "sed 's/a/b/' a.http > b.http"],
  [/^(?:echo|printf) .* > /, "echo 'A=1' > .env"],
  [/^echo \$\?$/, 'echo $?'],
  [/^mkdir -p .* && cp -R /, 'mkdir -p to && cp -R from to/'],
  [/^source /, 'source countersign.bash'],
  [/^curl /, 'curl https://a.example'],
  [/ &$/, 'countersign sandbox … &'],
  [/ > \S+$/, 'countersign sign GET URL > sent.http'],
  [/'[^']*"[^']*'/, `--body '{"amount": 50}'`],
  [/ ~\//, '~/folder'],
  [/^npm run .* -- /, 'npm run test:a -- -e a.json'],
  [/ ''(?: |$)/, "--address ''"],
  [/,/, '--for postman,k6'],
]

const commands = blocks
  .filter(({ language, page }) => /^(?:sh|console|)$/.test(language) && page !== 'docs/releasing.md')
  .flatMap((block) => commandsOf(block).map((command) => ({ page: block.page, command })))
  .filter(
    ({ command }) => /^\(?[a-z0-9]+ |^[A-Z_]+=\S+ \w/.test(command) && !/ (?:COMMAND|TOOL) /.test(command),
  )

describe('a command of README and docs', () => {
  const rest = commands.filter(({ command }) => !DIFFERENT.some(([what]) => what.test(command)))

  it('that PowerShell takes in another way has a row in the table', () => {
    const known = rows.flatMap(([sh]) => codeIn(sh))
    for (const [what, row] of DIFFERENT) {
      expect(known).toContain(row)
      expect(
        commands.some(({ command }) => what.test(command)),
        row,
      ).toBe(true)
    }
  })

  it('is the same otherwise', () => {
    expect(rest.length).toBeGreaterThan(40)
    expect(rest.filter(({ command }) => !isSame(command))).toEqual([])
    const utilities = /^(?:export|unset|set|grep|sed|awk|cat|cp|mv|rm|mkdir|printf|source|chmod|jq|touch) /
    expect(rest.filter(({ command }) => utilities.test(command))).toEqual([])
  })
})

it('the lines that read a .env file take every value as a shell does', () => {
  const reader = scripts.filter(({ text }) => text.includes('Get-Content -Encoding utf8 sandbox.env'))
  const patterns = reader.flatMap(
    ({ text }) => /-match '((?:[^']|'')+)'/.exec(text)?.[1]?.replaceAll("''", "'") ?? [],
  )
  expect([patterns.length, new Set(patterns).size]).toEqual([2, 1])
  // .NET's regular expressions and JavaScript's are the same in what this one uses; -match does not tell cases apart.
  const line = new RegExp(patterns[0] ?? '', 'i')
  const text = dotenvText({
    A_WORD: 'abc+/=',
    A_SECRET: 'two words; $5 #1 "quoted"',
    ITS: "it's here",
    A_KEY: '-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n',
  })
  const read = text.split('\n').flatMap((one) => {
    const [, name = '', , value = ''] = line.exec(one) ?? []
    return name === '' ? [] : [[name, value]]
  })
  const { A_KEY, ...others } = parse(text)
  // In single quotes nothing is an escape, in a shell neither.
  expect(Object.fromEntries(read)).toEqual({ ...others, A_KEY: A_KEY?.replaceAll('\n', '\\n') })
})
