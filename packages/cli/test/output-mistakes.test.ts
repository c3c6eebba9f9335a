import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { main } from '../src/main.js'
import { emptyFolder, type Ran, run } from './run.js'

const cwd = emptyFolder()
const server = createServer()
const API = 'https://api.inqud.com/v1/things'
const INQUD = { INQUD_TOKEN_ID: 'TKN-1', INQUD_TOKEN_SECRET: 'throwaway' }
const SETS = Object.entries(INQUD).flatMap(([name, value]) => ['--set', `${name}=${value}`])

writeFileSync(join(cwd, 'broken.har'), '{"log": {"entries": [')
writeFileSync(join(cwd, 'empty'), '')
writeFileSync(join(cwd, 'binary'), Buffer.from([0, 255, 254, 1, 2, 3, 0, 0]))
writeFileSync(join(cwd, 'one.http'), 'GET /v1/things HTTP/1.1\r\nHost: api.inqud.com\r\n\r\n')
writeFileSync(join(cwd, 'broken.yaml'), 'openapi: "3.0.0\npaths: {')
writeFileSync(join(cwd, 'unreadable'), 'x')
chmodSync(join(cwd, 'unreadable'), 0)
mkdirSync(join(cwd, 'folder'))

// Root can read what nobody may; this it cannot.
const unreadable = process.getuid?.() === 0 && existsSync('/proc/self/mem') ? '/proc/self/mem' : 'unreadable'

let port = 0
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as { port: number }).port
})
afterAll(() => void server.close())

const mistakes = (): [args: string[], status: number, says: RegExp][] => [
  [[], 2, /Usage: countersign/],
  [['nonsense'], 2, /unknown command 'nonsense'/],
  [['vrify'], 2, /Did you mean verify/],
  [['--colour'], 2, /unknown option/],
  [['send'], 2, /missing required argument 'method'/],
  [['send', 'GET', API, '--jsn'], 2, /Did you mean --json/],
  [['send', 'GET', 'not a url'], 1, /url/i],
  [['sign', 'GET', '/v1/things'], 1, /url/i],
  [['sign', 'GET', 'ftp://api.inqud.com/'], 1, /./],
  [['sign', 'GET', 'http://api.inqud.com/'], 1, /http/],
  [['sign', 'GET', 'https://a.example/'], 1, /Nothing is sent/],
  [['sign', 'G T', API], 2, /not a method/],
  [['sign', 'GET', API, '--provider', 'nobody'], 2, /imburse, inqud/],
  [['sign', 'GET', API, '--provider', 'imburse'], 1, /./],
  [['sign', 'GET', API, '--at', 'yesterday'], 2, /--at takes seconds/],
  [['sign', 'GET', API, '-H', 'nothing'], 2, /-H takes/],
  [['sign', 'GET', API, '--set', 'nothing'], 2, /--set takes NAME=VALUE/],
  [['sign', 'GET', API, '--body', 'a', '--body-file', 'b'], 2, /cannot be used with/],
  [['sign', 'GET', API, '--body-file', 'missing'], 1, /missing/],
  [['sign', 'GET', API, '--body-file', 'folder'], 1, /folder/],
  [['sign', 'GET', API, '--body-file', unreadable], 1, /cannot be read/],
  [['sign', 'GET', API, '--dotenv', 'missing'], 1, /there is no such file/],
  [['sign', 'GET', API, '--dotenv', 'folder'], 1, /folder/],
  [
    ['sign', 'GET', API, '--set', 'INQUD_TOKEN_ID_FILE=missing'],
    1,
    /INQUD_TOKEN_ID_FILE names a file .* there is no such file/,
  ],
  [['sign', 'GET', API, '--cert', 'one.http'], 2, /--cert and --key go together/],
  [['sign', 'GET', API, '--cacert', 'one.http'], 1, /--cacert/],
  [['send', 'GET', 'http://127.0.0.1:1/', '--unsigned'], 1, /No response from 127.0.0.1:1/],
  [['verify', 'missing'], 1, /missing: there is no such file/],
  [['verify', 'folder'], 1, /folder: it is a folder/],
  [['verify', unreadable], 1, /cannot be read/],
  [['verify', 'empty'], 1, /empty/],
  [['verify', 'binary'], 1, /binary/],
  [['verify', 'broken.har'], 1, /broken\.har/],
  [['verify'], 1, /standard input/],
  [['verify', 'one.http', '--entry', '0'], 2, /--entry takes a number from 1/],
  [['verify', 'one.http', '--entry', '2'], 1, /there is no entry 2/],
  [['verify', 'one.http', 'two.http'], 2, /too many arguments/],
  [['open', 'missing'], 1, /./],
  [['generate', 'nothing', '--out', 'new'], 2, /there are postman/],
  [['build', 'one.http', '--for', 'newman', '--out', 'new'], 2, /Newman runs the collection of postman/],
  [['generate', 'k6'], 2, /--out/],
  [['generate', 'k6', 'nobody', '--out', 'new'], 2, /imburse, inqud/],
  [['generate', 'k6', '--out', 'one.http'], 1, /one\.http/],
  [['generate', 'k6', 'inqud', '--out', 'new', '--openapi', 'missing'], 1, /missing/],
  [['generate', 'k6', 'inqud', '--out', 'new', '--openapi', 'broken.yaml'], 1, /broken\.yaml/],
  [['generate', 'k6', 'inqud', '--out', 'new', '--openapi', 'folder'], 1, /folder/],
  [['sandbox', '--port', '99999'], 2, /--port takes a number/],
  [['sandbox', '--port', String(port), '--provider', 'inqud'], 1, new RegExp(String(port))],
  [['sandbox', '--provider', 'nobody'], 2, /imburse, inqud/],
  [['sandbox', '--write-dotenv', 'folder'], 1, /folder/],
  [['tokens', '--listen', 'nonsense'], 2, /./],
  [['tokens', '--drain', '-1'], 2, /./],
  [['tokens'], 1, /There are no tokens to share/],
  [['init', 'nobody'], 2, /imburse, inqud/],
  [['init', 'inqud'], 1, /INQUD_TOKEN_ID is missing/],
  [['init', 'inqud', '--out', 'missing/folder/.env', ...SETS], 1, /missing.folder/],
  [['init', 'inqud', '--out', 'folder', ...SETS], 1, /folder/],
  [['sandbox', '--provider', 'inqud', '--write-dotenv', 'missing/.env'], 1, /missing..env/],
  [['sandbox', '--provider', 'inqud', '--write-pem', 'one.http'], 1, /one.http/],
  [['doctor', 'please'], 2, /too many arguments/],
  [['completion', 'tcsh'], 2, /bash, zsh, fish/],
]

const isQuiet = ({ stderr, text }: Ran) =>
  !/^ +at |node:internal|bug in countersign|Error:|Node\.js v/m.test(stderr + text)

describe("a user's mistake", () => {
  it('is said in words, without a stack', async () => {
    const all = mistakes()
    const left = [...all.entries()]
    const wrong: unknown[] = []
    const worker = async () => {
      for (let next = left.shift(); next; next = left.shift()) {
        const [args, status, says] = next[1]
        const ran = await run(args, { cwd, env: INQUD })
        if (ran.status !== status || !says.test(ran.stderr) || !isQuiet(ran))
          wrong.push({ args, status: ran.status, wanted: status, stderr: ran.stderr })
      }
    }
    await Promise.all([worker(), worker(), worker()])
    expect(wrong).toEqual([])
  })

  it('is shown with a stack to who asks for one', async () => {
    const { status, stderr } = await run(['verify', 'missing'], { env: { COUNTERSIGN_DEBUG: '1' } })
    expect(status).toBe(1)
    expect(stderr).toMatch(/^countersign: missing: there is no such file\.\n/)
    expect(stderr).toMatch(/^ +at /m)
  })
})

describe("the program's own mistake", () => {
  const failing = (env: Record<string, string>) => {
    let said = ''
    const stderr = new Writable({
      write: (chunk, _encoding, done) => {
        said += chunk
        done()
      },
    })
    const stdout = new Writable({
      write: () => {
        throw new TypeError('x is not a function')
      },
    })
    return main(['--version'], { env, stdin: Readable.from([]), stdout, stderr }).then((status) => ({
      status,
      said,
    }))
  }

  it('is one line that says how to see more', async () => {
    const { status, said } = await failing({})
    expect(status).toBe(1)
    expect(said).toMatch(/^countersign: .*x is not a function.*COUNTERSIGN_DEBUG=1.*\n$/)
  })

  it('shows its stack to who asks for it', async () => {
    expect((await failing({ COUNTERSIGN_DEBUG: '1' })).said).toMatch(/\n +at .*output-mistakes/)
  })
})

describe('countersign --version', () => {
  it('is the version of the package, and a line end', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
    expect(await run(['--version'])).toMatchObject({ status: 0, text: `${version}\n`, stderr: '' })
  })
})
