import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { has } from './has.js'
import { bin, emptyFolder } from './run.js'

const exec = promisify(execFile)
const cwd = emptyFolder()
const hasBash = has('bash')
const entry = (n: number) =>
  `GET /v1/things/${n} HTTP/1.1\r\nHost: other.example\r\n${'X-Long: much\r\n'.repeat(3)}\r\n###\r\n`
// More than a pipe holds, so that the program still writes when its reader is gone.
writeFileSync(join(cwd, 'many.http'), Array.from({ length: 4000 }, (_, n) => entry(n)).join(''))
writeFileSync(join(cwd, 'body'), `${'line\n'.repeat(100_000)}`)

const { PATH = '' } = process.env
const env = {
  PATH,
  INQUD_TOKEN_ID: 'TKN-1',
  INQUD_TOKEN_SECRET: 'throwaway',
  NODE: process.execPath,
  BIN: bin,
}
const shell = (command: string) => exec('bash', ['--norc', '-c', command], { cwd, env })

describe.skipIf(!hasBash)('a broken pipe', () => {
  it.each([
    ['verify many.http'],
    ['sign POST https://api.inqud.com/x --body-file body'],
    ['explain POST https://api.inqud.com/x --body-file body'],
    ['completion bash'],
    ['--help'],
  ])('ends %s quietly', async (args) => {
    const { stdout, stderr } = await shell(`"$NODE" "$BIN" ${args} | head -1; echo "\${PIPESTATUS[0]}"`)
    const lines = stdout.trimEnd().split('\n')
    expect(lines).toHaveLength(2)
    expect(lines[1]).toBe('0')
    expect(stderr).toMatch(/^(countersign: Nothing was verified.*\n)?$/)
  })

  it('of the messages changes no status', async () => {
    const piped = `{ "$NODE" "$BIN" verify missing 2>&1 >&3 | true; echo "\${PIPESTATUS[0]}"; } 3>&1`
    expect((await shell(piped)).stdout).toBe('1\n')
    const { stdout: status } = await shell('"$NODE" "$BIN" verify missing 2>&-; echo $?')
    expect(status).toBe('1\n')
  })
})

describe.skipIf(!hasBash)('standard streams that are not there', () => {
  it('an input that is closed is an empty one', async () => {
    const { stdout, stderr } = await shell('"$NODE" "$BIN" verify - <&- ; echo $?')
    expect(stdout).toBe('1\n')
    expect(stderr).toMatch(/^countersign: standard input: .*\n$/)
  })

  it('an input that is a folder is reported', async () => {
    const { stdout, stderr } = await shell('"$NODE" "$BIN" verify - < . ; echo $?')
    expect(stdout).toBe('1\n')
    expect(stderr).toMatch(/^countersign: .*\n$/)
  })

  it.skipIf(!existsSync('/dev/full'))('an output that is full is reported, with status 1', async () => {
    const { stdout, stderr } = await shell('"$NODE" "$BIN" --help > /dev/full; echo $?')
    expect(stdout).toBe('1\n')
    expect(stderr).toBe('countersign: The output cannot be written (ENOSPC).\n')
  })

  it('a disk that is full leaves the .env as it was, and nothing beside it', {
    tags: ['posix'],
  }, async () => {
    writeFileSync(join(cwd, '.env'), 'INQUD_TOKEN_ID=before\nPRECIOUS=1\n', { mode: 0o600 })
    const given = 'printf "INQUD_TOKEN_ID=after\\nINQUD_TOKEN_SECRET=throwaway-secret\\n"'
    const { stdout, stderr } = await shell(`ulimit -f 0; ${given} | "$NODE" "$BIN" init inqud; echo $?`)
    expect(stdout).toBe('1\n')
    expect(stderr).toBe('countersign: .env: it would be larger than a file may be here (EFBIG).\n')
    expect(readFileSync(join(cwd, '.env'), 'utf8')).toBe('INQUD_TOKEN_ID=before\nPRECIOUS=1\n')
    expect(readdirSync(cwd).filter((name) => name.endsWith('.new'))).toEqual([])
  })
})
