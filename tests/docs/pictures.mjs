// Draws docs/pictures/verify.svg: a session in a terminal, as xterm.js lays it out.
// `npx -y pnpm@12.21.0 --filter @countersign/tests-docs run pictures`; it needs util-linux's `script` for the terminal.
import { execFileSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import xterm from '@xterm/headless'
import { svgOf } from './svg.mjs'

const COLUMNS = 92
const ROWS = 24
const picture = new URL('../../docs/pictures/verify.svg', import.meta.url)
const bin = fileURLToPath(new URL('../../packages/cli/bin/countersign.js', import.meta.url))

/** A request that was signed as Python writes JSON, and sent by a client that writes no spaces. */
function files() {
  const secret = 'a-throwaway-secret-for-a-picture'
  const salt = '5f'.repeat(32)
  const signature = createHmac('sha256', secret)
    .update(`{"amount": 50, "currency": "EUR"}${salt}`)
    .digest('hex')
  const sent = [
    'POST /v1/user/payments/payout HTTP/1.1',
    'Host: api.inqud.com',
    'Content-Type: application/json',
    'X-Token-API-Id: TKN-1',
    `X-Salt: ${salt}`,
    `X-HMAC-SHA256-Signature: ${signature}`,
    '',
    '{"amount":50,"currency":"EUR"}',
  ]
  return { '.env': `INQUD_TOKEN_ID=TKN-1\nINQUD_TOKEN_SECRET=${secret}\n`, 'sent.http': sent.join('\r\n') }
}

/** What a terminal is sent while a command runs in it. */
function session(command) {
  const cwd = mkdtempSync(join(tmpdir(), 'countersign-picture-'))
  for (const [name, text] of Object.entries(files())) writeFileSync(join(cwd, name), text, { mode: 0o600 })
  const env = { PATH: process.env.PATH, HOME: cwd, TERM: 'xterm-256color', NODE: process.execPath, BIN: bin }
  const shell = `stty cols ${COLUMNS} rows ${ROWS}; countersign() { "$NODE" "$BIN" "$@"; }; printf '\\e[1m$ ${command}\\e[m\\n'; ${command}; true`
  const shown = execFileSync(
    'script',
    ['-qec', `bash --norc -c '${shell.replaceAll("'", `'\\''`)}'`, '/dev/null'],
    {
      cwd,
      env,
      input: '',
      encoding: 'utf8',
    },
  )
  rmSync(cwd, { recursive: true })
  return shown
}

/** @returns the lines of a terminal's screen: runs of characters that look the same */
async function screenOf(shown) {
  const terminal = new xterm.Terminal({ cols: COLUMNS, rows: ROWS, allowProposedApi: true })
  await new Promise((resolve) => terminal.write(shown, resolve))
  const { active } = terminal.buffer
  return Array.from({ length: active.cursorY }, (_, n) => runsOf(active.getLine(n)))
}

function runsOf(line) {
  const runs = []
  for (let x = 0; x < COLUMNS; x++) {
    const cell = line.getCell(x)
    const look = {
      bold: cell.isBold() !== 0,
      dim: cell.isDim() !== 0,
      colour: cell.isFgDefault() ? -1 : cell.getFgColor(),
    }
    const last = runs.at(-1)
    if (last && JSON.stringify(last.look) === JSON.stringify(look)) last.text += cell.getChars() || ' '
    else runs.push({ look, x, text: cell.getChars() || ' ' })
  }
  return runs
}

/** The picture as it should be. */
export async function verifyPicture() {
  const screen = await screenOf(session('countersign verify sent.http'))
  return svgOf(screen, COLUMNS, 'countersign verify names the cause of a wrong signature')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(picture, await verifyPicture())
