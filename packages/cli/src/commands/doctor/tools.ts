import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Finding } from './finding.js'

const run = promisify(execFile)
const WINDOWS = process.platform === 'win32'
type Env = Readonly<Record<string, string | undefined>>

// How each tool is asked for its version.
const TOOLS: readonly (readonly [name: string, program: string, args: readonly string[]])[] = [
  ['Newman', 'newman', ['--version']],
  ['Postman CLI', 'postman', ['--version']],
  ['k6', 'k6', ['version']],
  ['inso', 'inso', ['--version']],
]

/** Which tools are on the PATH, in which version, and where Insomnia keeps plugins. */
export async function findTools(env: Env): Promise<Finding[]> {
  return [...(await Promise.all(TOOLS.map((tool) => findTool(tool, env)))), insomnia(env)]
}

async function findTool([about, program, args]: (typeof TOOLS)[number], env: Env): Promise<Finding> {
  try {
    const { stdout } = await run(...started(program, args), {
      // Without the last one, a shell of Windows takes a program in the folder at hand for one on the PATH.
      env: { PATH: env.PATH ?? '', HOME: env.HOME ?? '', NoDefaultCurrentDirectoryInExePath: '1' },
      shell: WINDOWS,
      timeout: 10_000,
    })
    const said = stdout.slice(0, 1000)
    const version = /\d{1,9}\.\d{1,9}\.\d{1,9}/.exec(said)?.[0] ?? 'found'
    return { about, state: 'ok', text: program === 'k6' ? withExtension(version, said) : version }
  } catch {
    return { about, state: 'note', text: `${program} is not on the PATH` }
  }
}

/** On Windows what npm installs is a script, which only a shell starts. */
const started = (program: string, args: readonly string[]): [file: string, args: readonly string[]] =>
  WINDOWS ? [[program, ...args].join(' '), []] : [program, args]

/** `k6 version` lists each extension in a line: its module, its version, and the name to import. */
function withExtension(version: string, said: string): string {
  const line = said.split('\n').find((one) => one.includes('k6/x/countersign'))
  return line
    ? `${version}, with the extension (${line.trim().split(',')[0]})`
    : `${version}, without the extension`
}

function insomnia(env: Env): Finding {
  const home = env.HOME ?? homedir()
  const folders = [
    env.INSOMNIA_DATA_PATH,
    join(home, '.config/Insomnia'),
    join(home, 'Library/Application Support/Insomnia'),
    env.APPDATA && join(env.APPDATA, 'Insomnia'),
  ]
  const found = folders.find((folder) => folder && existsSync(folder))
  return found
    ? { about: 'Insomnia', state: 'ok', text: `plugins go into ${join(found, 'plugins')}` }
    : { about: 'Insomnia', state: 'note', text: 'no data folder found' }
}
