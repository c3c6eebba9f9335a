import { spawn, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { emptyFolder } from './sandbox.js'

/** What runs a program, by the language's label on the page. */
const TOOLCHAINS: Readonly<
  Record<string, { file: string; run: readonly string[]; test: readonly string[] }>
> = {
  Python: { file: 'main.py', run: ['python3'], test: ['python3', '--version'] },
  JavaScript: { file: 'main.mjs', run: [process.execPath], test: [process.execPath, '--version'] },
  Java: { file: 'Main.java', run: ['java', '-XX:TieredStopAtLevel=1'], test: ['javac', '--version'] },
  Go: { file: 'main.go', run: ['go', 'run'], test: ['go', 'version'] },
  PHP: { file: 'main.php', run: ['php'], test: ['php', '--version'] },
  'C#': { file: 'main.cs', run: ['dotnet', 'run'], test: ['dotnet', '--version'] },
}

export const LANGUAGES = Object.keys(TOOLCHAINS)

const isHere = (label: string) => {
  const [command = '', ...args] = TOOLCHAINS[label]?.test ?? []
  return spawnSync(command, args).status === 0
}

/** The languages whose toolchain is here. The others are named loudly. */
export const here: readonly string[] = LANGUAGES.filter(isHere)
const missing = LANGUAGES.filter((label) => !here.includes(label))
if (missing.length > 0)
  console.log(`NOT RUN, since their toolchain is not here: the programs in ${missing.join(', ')}`)

const PROJECT = `<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><OutputType>Exe</OutputType>
<TargetFramework>net8.0</TargetFramework><Nullable>enable</Nullable></PropertyGroup></Project>`

/** Runs a program in a folder. @returns what it printed on both streams */
export function run(label: string, program: string, folder = emptyFolder()): Promise<string> {
  const { file, run: words } = TOOLCHAINS[label] ?? { file: '', run: [] }
  writeFileSync(join(folder, file), program)
  if (label === 'C#') writeFileSync(join(folder, 'main.csproj'), PROJECT)
  const [command = '', ...args] = words
  const child = spawn(command, label === 'C#' ? args : [...args, join(folder, file)], { cwd: folder })
  let said = ''
  child.stdout.on('data', (chunk) => (said += String(chunk)))
  child.stderr.on('data', (chunk) => (said += String(chunk)))
  return new Promise((resolve) => child.on('close', () => resolve(said)))
}
