/**
 * What is copied for curl is typed in bash.
 * @module-tag posix
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { curlOf } from '../src/export/curl.js'

/** What bash gives to curl: its arguments, and its standard input. */
function run(command: string): { args: string[]; input: Buffer } {
  const script = `curl() { printf '%s\\0' "$@" | base64 -w0; echo; cat | base64 -w0; }; ${command}`
  // As a file: the command may be longer than an argument.
  const file = join(mkdtempSync(join(tmpdir(), 'countersign-test-')), 'run.sh')
  writeFileSync(file, script)
  const [args = '', input = ''] = execFileSync('bash', [file], { input: '' }).toString().split('\n')
  return {
    args: Buffer.from(args, 'base64').toString('latin1').split('\0').slice(0, -1),
    input: Buffer.from(input, 'base64'),
  }
}

const request = (body: Buffer, headers: [string, string][] = [], url = 'http://127.0.0.1:1/x') => ({
  method: 'POST',
  url,
  headers,
  body,
})

/** The bytes that curl would send. */
function sent(body: Buffer): Buffer {
  const { args, input } = run(curlOf(request(body)))
  const data = args[args.indexOf('--data-binary') + 1] ?? ''
  return data === '@-' ? input : Buffer.from(data, 'latin1')
}

describe('a curl command', () => {
  it.each([
    ['JSON', Buffer.from('{"a": "it\'s", "b": "$HOME `id` !! \\n"}')],
    ['line ends', Buffer.from('a\nb\r\n')],
    ['UTF-8', Buffer.from('{"name":"Zoë\u202e"}')],
    ['bytes that are not UTF-8', Buffer.from([0xff, 0xfe, 0x41, 0x80])],
    ['a NUL', Buffer.from([0x41, 0, 0x42])],
    ['a file name for curl', Buffer.from('@/etc/hostname')],
    ['more than an argument holds', Buffer.alloc(300_000, 'x')],
  ])('sends the same bytes: %s', (_what, body) => {
    expect(sent(body).equals(body)).toBe(true)
  })

  it('sends the same headers, and none that curl adds', () => {
    const headers: [string, string][] = [
      ['Host', '127.0.0.1:1'],
      ['X-Salt', "a'b; \u00e9"],
      ['X-Empty', ''],
      ['content-length', '2'],
    ]
    const { args } = run(curlOf(request(Buffer.from('{}'), headers)))
    const given = args.filter((_one, n) => args[n - 1] === '-H')
    expect(given).toEqual(["X-Salt: a'b; \u00e9", 'X-Empty;', 'User-Agent:', 'Accept:', 'Content-Type:'])
  })

  it('leaves the URL as it is', () => {
    const { args } = run(curlOf(request(Buffer.alloc(0), [], 'http://127.0.0.1:1/a/../b?x[]={y}&z=$(id)')))
    expect(args).toContain('http://127.0.0.1:1/a/../b?x[]={y}&z=$(id)')
    expect(args).toEqual(expect.arrayContaining(['--globoff', '--path-as-is']))
  })
})
