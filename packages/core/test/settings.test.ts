import { describe, expect, it } from 'vitest'
import { createSigner, imburse, inqud, mastercard, providers } from '../src/index.js'
import { nearest, settingsOf } from '../src/settings.js'
import { testHost } from './host.js'

const RIGHT: Record<string, string> = { INQUD_TOKEN_ID: 'TKN-1', INQUD_TOKEN_SECRET: 'a-secret-of-inqud' }

/** Makes Inqud ready from an environment, as every tool does before its first request. */
const ready = (env: Record<string, string>) => () =>
  createSigner({
    providers,
    settings: Object.assign((name: string) => env[name], { names: () => Object.keys(env) }),
    host: testHost(),
  }).ready(inqud)

describe('a required setting without a value', () => {
  it.each<[string, Record<string, string>, string]>([
    ['is missing', {}, 'INQUD_TOKEN_ID is missing.'],
    ['is empty', { INQUD_TOKEN_ID: '' }, 'INQUD_TOKEN_ID is missing (empty).'],
    ['is empty if it has only spaces', { INQUD_TOKEN_ID: ' \t' }, 'INQUD_TOKEN_ID is missing (empty).'],
    [
      'stands beside a misspelt one',
      { PATH: '/bin', INQUD_API_TOKN_ID: 'x' },
      'INQUD_TOKEN_ID is missing. There is no setting INQUD_API_TOKN_ID. Did you mean INQUD_TOKEN_ID?',
    ],
    [
      'stands beside one that is like none',
      { INQUD_REGION: 'eu', INQD_TOKEN_ID: 'x' },
      'INQUD_TOKEN_ID is missing. There is no setting INQD_TOKEN_ID. Did you mean INQUD_TOKEN_ID? There is no setting INQUD_REGION.',
    ],
    [
      'stands beside those of another provider',
      { IMBURSE_PRIVATE_KEY: 'x', IMBURSE_ID: 'x' },
      'INQUD_TOKEN_ID is missing.',
    ],
  ])('%s', (_what, more, says) => {
    const { INQUD_TOKEN_SECRET = '' } = RIGHT
    expect(ready({ INQUD_TOKEN_SECRET, ...more })).toThrowError(
      expect.objectContaining({ code: 'missing-setting', message: `Inqud: ${says}` }),
    )
  })
})

describe('a value that can only be a mistake', () => {
  const placeholder = 'still holds a placeholder. Put the value in its place.'
  it.each<[value: string, says: string]>([
    ['<your key>', placeholder],
    ['***', placeholder],
    ['••••••', placeholder],
    ['...', placeholder],
    ['changeme', placeholder],
    ['your-token-secret', placeholder],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what people write
    ['${INQUD_TOKEN_SECRET}', placeholder],
    ['INQUD_TOKEN_SECRET', placeholder],
    ['{{INQUD_TOKEN_SECRET}}', 'still holds a {{variable}} that was not filled in.'],
    ['"a-secret"', 'stands in quotation marks, which would be part of it. Take them out.'],
    ["'a-secret'", 'stands in quotation marks, which would be part of it. Take them out.'],
    ['a-se\u200bcret', 'holds a line end or another invisible character.'],
    ['a-se\ncret', 'holds a line end or another invisible character.'],
  ])('%j', (value, says) => {
    expect(ready({ ...RIGHT, INQUD_TOKEN_SECRET: value })).toThrowError(
      expect.objectContaining({ code: 'invalid-setting', message: `Inqud: INQUD_TOKEN_SECRET ${says}` }),
    )
  })

  it.each([
    'a-secret\r',
    '  a-secret\n',
    '\ufeffa-secret',
    'xx',
    '"a',
    'a"',
    '"a" "b"',
    'your',
    'enter-air',
    '..',
  ])('and %j is none', (value) => {
    expect(ready({ ...RIGHT, INQUD_TOKEN_SECRET: value })).not.toThrow()
  })
})

describe('the setting that a name is meant for', () => {
  it.each([
    [inqud, 'INQUD_API_TOKN_ID', 'INQUD_TOKEN_ID'],
    [inqud, 'INQUD_SECRET', 'INQUD_TOKEN_SECRET'],
    [inqud, 'INQUD_CLIENT_SECRET', 'INQUD_TOKEN_SECRET'],
    [inqud, 'inqud.tokenId', 'INQUD_TOKEN_ID'],
    [inqud, 'INQUD_MDOE', 'INQUD_MODE'],
    [inqud, 'INQUD_HOST', 'INQUD_HOSTS'],
    [inqud, 'MY_INQUD_TOKEN_ID', 'INQUD_TOKEN_ID'],
    [inqud, 'INQUD_WHATEVER', undefined],
    [inqud, 'GITHUB_TOKEN_ID', undefined],
    [imburse, 'IMBURSE_KEY', undefined],
    [imburse, 'IMBURSE_PRIVATEKEY', 'IMBURSE_PRIVATE_KEY'],
    [mastercard, 'MASTERCARD_DECRYPTIN_KEY', 'MASTERCARD_DECRYPTION_KEY'],
  ])('%# is found', (provider, name, meant) => {
    const all = settingsOf(provider).map(({ variable }) => variable)
    expect(nearest(name, all, `${provider.id.toUpperCase()}_`)).toBe(meant)
  })
})
