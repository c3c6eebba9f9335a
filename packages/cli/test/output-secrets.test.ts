import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { emptyFolder, run } from './run.js'

// With letters that each encoding spells in its own way.
const SECRET = 'Zk+8/é"q&w=Rt5%xY<7'
const OTHER = 'another-providers-secret-42'
const env = {
  INQUD_TOKEN_ID: 'TKN-1',
  INQUD_TOKEN_SECRET: SECRET,
  INQUD_HOSTS: '127.0.0.1:1',
  SENDPAYMENTS_CLIENT_SECRET: OTHER,
}
const URL = 'http://127.0.0.1:1/v1/things'

const spellings = (secret: string): string[] => {
  const bytes = Buffer.from(secret)
  const json = JSON.stringify(secret).slice(1, -1)
  const ascii = json.replace(
    /[^ -~]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return [
    secret,
    json,
    ascii,
    json.replaceAll('/', '\\/'),
    encodeURIComponent(secret),
    new URLSearchParams({ x: secret }).toString().slice(2),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    bytes.toString('base64'),
    bytes.toString('base64url'),
    Buffer.from(`user:${secret}`).toString('base64'),
  ]
}

it('explain shows no secret of any provider, in any spelling, in header, URL or body', {
  timeout: 120_000,
}, async () => {
  for (const secret of [SECRET, OTHER]) {
    const all = spellings(secret)
    const headers = all
      .filter((one) => /^[ -~]*$/.test(one))
      .flatMap((one, n) => ['-H', `X-Copy-${n}: ${one}`])
    const query = `${URL}?a=${encodeURIComponent(secret)}&b=${Buffer.from(secret).toString('hex')}`
    const args = ['explain', 'POST', query, ...headers, '--body', all.join('\n')]
    for (const more of [[], ['--json']]) {
      const { status, text, stderr } = await run([...args, ...more], { env })
      expect([status, text.includes('X-Copy-1')]).toEqual([0, true])
      for (const one of all) expect((text + stderr).includes(one), one).toBe(false)
      // Nor a part of it.
      expect(text).not.toContain(secret.slice(0, 12))
    }
  }
})

it.each([
  ['INQUD_SECRET', 'Did you mean INQUD_TOKEN_SECRET?'],
  ['IMBURSE_HMAC_PRIVATE_KEY', 'Did you mean IMBURSE_PRIVATE_KEY?'],
  ['INQUD_WHATEVER', 'The settings are INQUD_TOKEN_ID, INQUD_TOKEN_SECRET, INQUD_MODE, INQUD_HOSTS.'],
  ['OTHER', 'The names of settings start with IMBURSE_, INQUD_, SENDPAYMENTS_,'],
])('--set of a name that is no setting, %s, is a wrong use: %s', async (name, says) => {
  const { status, stderr } = await run(['sign', 'GET', URL, '--set', `${name}=x`], { env })
  expect(stderr).toContain(`countersign: --set: there is no setting ${name}. ${says}`)
  expect(status).toBe(2)
})

describe('advice on a setting without a value', () => {
  const folder = emptyFolder()
  const write = (file: string, text: string) => writeFileSync(join(folder, file), text, { mode: 0o600 })
  write('one.env', 'INQUD_API_TOKN_ID=TKN-1\nINQUD_TOKEN_SECRET=throwaway\n')
  write('empty.env', 'INQUD_TOKEN_ID=\nINQUD_TOKEN_SECRET=throwaway\n')
  const lines = async (args: string[], more: Record<string, string> = {}) => {
    const { status, stderr } = await run(['sign', 'GET', 'https://api.inqud.com/x', ...args], {
      cwd: folder,
      env: more,
    })
    expect(status).toBe(1)
    return stderr
  }

  it('names the misspelt one in the file that was named, and sends nobody to --dotenv again', async () => {
    expect(await lines(['--dotenv', 'one.env'])).toBe(
      [
        'countersign: one.env: there is no setting INQUD_API_TOKN_ID. Did you mean INQUD_TOKEN_ID?',
        'countersign: Inqud: INQUD_TOKEN_ID is missing. Correct one.env.',
        '',
      ].join('\n'),
    )
  })

  it('tells an empty value from a missing one', async () => {
    expect(await lines(['--dotenv', 'empty.env'])).toBe(
      'countersign: Inqud: INQUD_TOKEN_ID is missing (empty). Correct empty.env.\n',
    )
  })

  it('names a misspelt switch, which switches nothing', async () => {
    const { text } = await run(['doctor'], { cwd: folder, env: { COUNTERSING: 'off' } })
    expect(text).toContain('there is no setting COUNTERSING. Did you mean COUNTERSIGN?')
  })

  it('names the misspelt one of the environment', async () => {
    expect(await lines([], { INQUD_SECRET: 'x', INQUD_TOKEN_ID: 'TKN-1', PATH: '' })).toMatch(
      /^countersign: the environment: there is no setting INQUD_SECRET\. Did you mean INQUD_TOKEN_SECRET\?\ncountersign: Inqud: INQUD_TOKEN_SECRET is missing\. Run .*--dotenv\.\n$/,
    )
  })
})

it.each([
  [
    'NAME_FILE with the secret itself',
    ['sign', 'GET', URL, '--set', `INQUD_TOKEN_SECRET_FILE=${SECRET}`],
    {},
  ],
  ['the same in the environment', ['doctor'], { INQUD_TOKEN_SECRET: '', INQUD_TOKEN_SECRET_FILE: SECRET }],
  ['-H with = for a colon', ['sign', 'GET', URL, '-H', `X-Token-API-Secret=${SECRET}`], {}],
  ['a password in the URL', ['sign', 'GET', `http://me:${SECRET.replaceAll('/', '%2F')}@127.0.0.1:1/x`], {}],
  ['an option that there is not', ['sign', 'GET', URL, `--inqud-token-secret=${SECRET}`], {}],
  ['a command that there is not', [`INQUD_TOKEN_SECRET=${SECRET}`, 'sign'], {}],
  ['the method', ['sign', SECRET, URL], {}],
  ['--provider', ['sign', 'GET', URL, '--provider', SECRET], {}],
])('%s is refused without the secret', async (_what, args, more) => {
  const { status, stderr, text } = await run(args, { env: { ...env, ...more } })
  expect(status).toBeGreaterThan(0)
  for (const one of spellings(SECRET)) expect((text + stderr).includes(one), one).toBe(false)
  expect(text + stderr).not.toContain(SECRET.slice(0, 8))
})

it('warns of every secret among the arguments', async () => {
  const { stderr } = await run(['doctor', '--set', 'COUNTERSIGN_TOKENS_SECRET=0123456789abcdef0123'])
  const { text } = await run(['doctor', '--set', 'COUNTERSIGN_TOKENS_SECRET=0123456789abcdef0123'])
  expect(stderr + text).toMatch(/COUNTERSIGN_TOKENS_SECRET is on the command line/)
})

it('doctor warns of a short secret, and names a misspelt setting and a broken key', async () => {
  const cwd = emptyFolder()
  writeFileSync(join(cwd, '.env'), 'INQUD_TOKEN_ID=TKN-1\nINQUD_TOKEN_SECRET=short\nINQUD_TOKEN_SECRT=x\n')
  const { status, text } = await run(['doctor'], { cwd })
  expect(text).toMatch(/INQUD_TOKEN_SECRET has 5 characters/)
  expect(text).toMatch(/no setting INQUD_TOKEN_SECRT\. Did you mean INQUD_TOKEN_SECRET\?/)
  expect(status).toBe(1)
})

it.each([
  [
    ['sign', 'GET', 'https://api.inqud.com/x'],
    /INQUD_TOKEN_ID is missing, INQUD_TOKEN_SECRET is missing.*countersign init inqud.*--dotenv/,
  ],
  [
    ['explain', 'GET', 'https://api.inqud.com/x'],
    /INQUD_TOKEN_SECRET is missing.*countersign init inqud.*--dotenv/,
  ],
  [['send', '-X', 'POST', 'https://api.inqud.com/x'], /'-X'.*Did you mean the method as the first argument/],
  [['send', 'POST', 'https://api.inqud.com/x', '-d', '{}'], /'-d'.*Did you mean --body\?/],
  [['send', 'POST', 'https://api.inqud.com/x', '--data={}'], /'--data'.*Did you mean --body\?/],
  [['send', 'POST', 'https://api.inqud.com/x', '--data', 'x'], /'--data'\. Did you mean --body\?\n(?!.*Did)/],
  [['send', 'POST', 'https://api.inqud.com/x', '--body', '@file'], /--body-file FILE/],
  [['sign', 'GET', 'https://api.inqud.com/x', '--set', 'INQUD_TOKN=x'], /no setting INQUD_TOKN/],
])('%j says what to do', async (args, message) => {
  const { status, stderr } = await run(args)
  expect(stderr).toMatch(message)
  expect(status).toBeGreaterThan(0)
})

it('warns of JSON that does not parse, without a letter of it', async () => {
  const set = { env: { ...env, INQUD_TOKEN_SECRET: 'throwaway-throwaway' } }
  for (const more of [['-H', 'Content-Type: application/json'], []]) {
    const { status, stderr } = await run(['sign', 'POST', URL, '--body', '{amount: 50}', ...more], set)
    expect([status, stderr]).toEqual([0, expect.stringMatching(/Warning: the body is not JSON/)])
    expect(stderr).not.toContain('amount')
  }
})
