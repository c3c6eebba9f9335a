import { describe, expect, it } from 'vitest'
import { checkNotMeant, misspeltHint } from '../src/deciding/meant.js'
import { createDecider, inqud, mastercard, mastercardOauth, providers } from '../src/index.js'

const deciderOf = (names: readonly string[], all = providers) =>
  createDecider({ providers: all, settings: Object.assign(() => undefined, { names: () => names }) })

const check = (names: readonly string[]) => () => checkNotMeant(deciderOf(names), 'https://api.inqud.com/v1')

describe('a provider without settings whose prefix a variable has is meant', () => {
  const secret = 'INQUD_TOKEN_SECRET is missing.'
  const missing = `Inqud: INQUD_TOKEN_ID is missing, ${secret}`
  it.each([
    ['a setting, which is empty', 'INQUD_TOKEN_ID', `Inqud: INQUD_TOKEN_ID is missing (empty), ${secret}`],
    [
      'a misspelt one',
      'INQUD_TOKENID',
      `${missing} There is no setting INQUD_TOKENID. Did you mean INQUD_TOKEN_ID?`,
    ],
    [
      'another case',
      'inqud-token-id',
      `${missing} There is no setting inqud-token-id. Did you mean INQUD_TOKEN_ID?`,
    ],
    [
      'a misspelt prefix',
      'INQUAD_TOKEN_ID',
      `${missing} There is no setting INQUAD_TOKEN_ID. Did you mean INQUD_TOKEN_ID?`,
    ],
    ['one like no setting', 'INQUD_REGION', `${missing} There is no setting INQUD_REGION.`],
  ])('%s', (_what, name, says) => {
    expect(check(['PATH', name])).toThrowError(
      expect.objectContaining({ code: 'missing-setting', provider: 'inqud', message: says }),
    )
  })

  it.each([[[]], [['INQUDTOKEN', 'IMBURSE_PRIVATE_KEY', 'MY_TOKEN_ID', 'INQUD']]])(
    'and not by %j',
    (names) => {
      expect(check(names)).not.toThrow()
    },
  )

  it('a name belongs to the provider with the longest prefix', () => {
    const both = (names: readonly string[]) => () =>
      checkNotMeant(deciderOf(names, [mastercard, mastercardOauth]), 'https://sandbox.api.mastercard.com/')
    expect(both(['MASTERCARD_OAUTH_KEY'])).toThrowError(
      expect.objectContaining({ provider: 'mastercard-oauth' }),
    )
    expect(both(['MASTERCARD_KEY'])).toThrowError(expect.objectContaining({ provider: 'mastercard' }))
  })
})

it.each([
  ['INQUD_HOST', ' (There is no setting INQUD_HOST. Did you mean INQUD_HOSTS?)'],
  ['INQUD_TOKENID', ' (There is no setting INQUD_TOKENID. Did you mean INQUD_TOKEN_ID?)'],
  ['INQUD_REGION', ''],
  ['INQUD_HOSTS', ''],
])('a setting that nobody reads, since it is called %s, is named', (name, says) => {
  expect(misspeltHint(deciderOf([name], [inqud]), [inqud])).toBe(says)
})
