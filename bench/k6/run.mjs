import { spawn } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const here = (name) => fileURLToPath(new URL(name, import.meta.url))

/** A folder with these scripts, each bundled, and our file beside them; gone when the run ends. */
export async function makeFolder(scripts, file = 'countersign.js', hasExtension = false) {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-bench-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  copyFileSync(
    fileURLToPath(new URL(`dist/${file}`, import.meta.resolve('@countersign/k6/package.json'))),
    join(folder, file),
  )
  writeFileSync(join(folder, 'no-extension.js'), 'export const countersign = undefined')
  for (const name of scripts) {
    const build = await rolldown({ input: here(`${name}.js`), external: [/^k6(\/|$)/, /^countersign-/] })
    const extension = hasExtension ? 'k6/x/countersign' : './no-extension.js'
    const paths = { 'countersign-file': `./${file}`, 'countersign-extension': extension }
    await build.write({ file: join(folder, `${name}.js`), format: 'es', paths, codeSplitting: false })
    await build.close()
  }
  return folder
}

/** Starts k6 over a script; `text` is what it printed. */
export function start(bin, folder, name, env = {}, args = []) {
  const words = [
    'run',
    '--quiet',
    '--no-color',
    '--log-format',
    'raw',
    '--address',
    '',
    ...args,
    `${name}.js`,
  ]
  const { PATH } = process.env
  const all = { PATH, HOME: folder, K6_NO_USAGE_REPORT: 'true', ...env }
  const child = spawn(bin, words, { cwd: folder, env: all })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += chunk))
  const ended = new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) =>
      code === 0 ? resolve(text) : reject(new Error(text || `k6 ended with ${code}`)),
    )
  })
  return { pid: child.pid, ended }
}

/** Runs a script of one user, and gives what it noted. */
export async function runIn(bin, folder, name, env) {
  const [noted] = notedIn(await start(bin, folder, name, env).ended)
  return noted
}

/** What the users of a script noted. */
export function notedIn(text) {
  const lines = text.split('\n').filter((line) => line.startsWith('@@'))
  if (lines.length === 0) throw new Error(text)
  return lines.map((line) => JSON.parse(line.slice(2)))
}
