import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { providers, settingName, settingsOf } from '@countersign/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { EXIT_STATUSES } from '../../src/help/facts.js'
import { escaped } from '../../src/help/man-roff.js'
import { COMMANDS, makeProgram } from '../../src/program.js'
import { has } from '../has.js'
import { run } from '../run.js'

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
const file = fileURLToPath(new URL(`../../${manifest.man}`, import.meta.url))
const program = makeProgram({ ...process }, { status: 0 })
const flat = (text: string) => text.replace(/\s+/g, ' ')
// How bold letters come out of one program or another.
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is taken out
const STRUCK_TWICE = /.\u0008/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is taken out
const STYLED = /\u001b\[[0-9;]*m/g
let page = ''

beforeAll(() => {
  page = readFileSync(file, 'utf8')
})

/** The page as a reader sees it, by one of the programs that show it. */
function shownBy(tool: string, args: string[]): string {
  const { stdout, stderr, status } = spawnSync(tool, [...args, file], {
    env: { ...process.env, MANWIDTH: '1000' },
  })
  expect({ status, stderr: stderr.toString() }).toEqual({ status: 0, stderr: '' })
  return flat(stdout.toString().replace(STRUCK_TWICE, '').replace(STYLED, ''))
}

function holdsAll(shown: string): void {
  for (const command of program.commands) {
    expect(shown).toContain(`countersign ${command.name()}`)
    for (const { flags, description } of command.options) {
      expect(shown).toContain(flags)
      expect(shown).toContain(description)
    }
  }
  for (const provider of providers)
    for (const { name, about } of settingsOf(provider)) {
      expect(shown).toContain(settingName(provider.id, name))
      expect(shown).toContain(about)
    }
  for (const [, line] of COMMANDS.flatMap(({ examples }) => examples)) expect(shown).toContain(line)
  for (const [, meaning] of EXIT_STATUSES) expect(shown).toContain(meaning)
}

describe('the man page', () => {
  it('has the sections that a page has, in their order', () => {
    const sections = [...page.matchAll(/^\.SH "(.*)"$/gm)].map(([, name]) => name)
    expect(sections).toEqual([
      'NAME',
      'SYNOPSIS',
      'DESCRIPTION',
      'OPTIONS',
      'COMMANDS',
      'SETTINGS',
      'ENVIRONMENT',
      'EXIT STATUS',
      'EXAMPLES',
    ])
    expect(page).toMatch(/^\.TH "COUNTERSIGN" 1 /)
    expect(page).toContain(`countersign ${manifest.version}`)
    // The line of NAME is what apropos reads.
    expect(page).toMatch(/\n\.SH "NAME"\ncountersign \\- [a-z].*[^.]\n/)
  })

  it('lets no text be a request of roff', () => {
    expect(escaped(".x\n'y\\fB-")).toBe('\\&.x\n\\[aq]y\\[rs]fB\\-')
    const requests = new Set([...page.matchAll(/^[.'](\S*)/gm)].map(([, name]) => name))
    expect([...requests].sort()).toEqual(['PP', 'RE', 'RS', 'SH', 'SS', 'TH', 'TP', 'br', 'fi', 'nf'])
    expect(page).toMatch(/^[\n\x20-\x7e]*$/)
  })

  it.skipIf(!has('man', ['--version']))('is shown by man', () => {
    holdsAll(shownBy('man', ['--nh', '--nj', '-E', 'UTF-8', '-l']))
  })

  it.skipIf(!has('mandoc', ['-T', 'lint', '/dev/null']))(
    'is shown by mandoc, which finds no error in it',
    () => {
      holdsAll(shownBy('mandoc', ['-T', 'utf8', '-O', 'width=1000']))
      const lint = spawnSync('mandoc', ['-T', 'lint', '-W', 'warning', file]).stdout.toString()
      // It has no date, so that the same source gives the same page.
      expect(
        lint
          .trim()
          .split('\n')
          .filter((line) => !/missing date/.test(line)),
      ).toEqual([])
    },
  )

  it.skipIf(!has('groff', ['--version']))('is read by groff without a warning', () => {
    const { stderr, status } = spawnSync('groff', ['-man', '-ww', '-z', file])
    expect({ status, stderr: stderr.toString() }).toEqual({ status: 0, stderr: '' })
  })
})

describe('--help', () => {
  it('is what help COMMAND prints', async () => {
    for (const name of ['send', 'completion']) {
      const [short, long] = await Promise.all([run([name, '--help']), run(['help', name])])
      expect(short.status).toBe(0)
      expect(long.text).toBe(short.text)
    }
    const [bare, named] = await Promise.all([run(['--help']), run(['help'])])
    expect(named.text).toBe(bare.text)
  })

  it('says what the page says of each command', () => {
    for (const command of program.commands) {
      let text = ''
      command.configureOutput({
        ...command.configureOutput(),
        writeOut: (more) => {
          text += more
        },
      })
      command.outputHelp()
      const shown = flat(text)
      for (const { flags, description } of command.options)
        expect(shown).toContain(flat(`${flags} ${description}`))
      const spec = COMMANDS.find(({ name }) => name === command.name())
      expect(spec?.examples.length).toBeGreaterThan(0)
      for (const [, line] of spec?.examples ?? []) expect(text).toContain(line)
    }
  })
})

describe('the examples', () => {
  it('are of commands and options that there are', () => {
    for (const { name, examples } of COMMANDS) {
      const command = program.commands.find((each) => each.name() === name)
      for (const [, line] of examples) {
        expect(line).toMatch(new RegExp(`countersign ${name}\\b`))
        const options = command?.options.map(({ long }) => long) ?? []
        for (const [option] of line.matchAll(/--[a-z-]+/g)) expect(options).toContain(option)
      }
    }
  })
})
