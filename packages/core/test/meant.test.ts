import { describe, expect, it } from 'vitest'
import { checkNotMeant } from '../src/deciding/meant.js'
import { inqud, mastercard, mastercardOauth, providers } from '../src/index.js'

const check = (names: readonly string[]) => () => checkNotMeant([inqud], providers, names)

describe('a provider without settings whose prefix a variable has is meant', () => {
  const missing = 'Inqud: INQUD_TOKEN_ID is missing, INQUD_TOKEN_SECRET is missing.'
  it.each([
    ['a setting, which is empty', 'INQUD_TOKEN_ID', missing],
    ['a misspelt one', 'INQUD_TOKENID', `${missing} It has no setting INQUD_TOKENID.`],
    ['another case', 'inqud-token-id', `${missing} It has no setting inqud-token-id.`],
  ])('%s', (_what, name, says) => {
    expect(check(['PATH', name])).toThrowError(
      expect.objectContaining({ code: 'missing-setting', provider: 'inqud', message: says }),
    )
  })

  it.each([[[]], [['INQUDTOKEN', 'IMBURSE_PRIVATE_KEY', 'MY_INQUD_TOKEN', 'INQUD']]])(
    'and not by %j',
    (names) => {
      expect(check(names)).not.toThrow()
    },
  )

  it('a name belongs to the provider with the longest prefix', () => {
    const both = (names: readonly string[]) => () =>
      checkNotMeant([mastercard, mastercardOauth], providers, names)
    expect(both(['MASTERCARD_OAUTH_KEY'])).toThrowError(
      expect.objectContaining({ provider: 'mastercard-oauth' }),
    )
    expect(both(['MASTERCARD_KEY'])).toThrowError(expect.objectContaining({ provider: 'mastercard' }))
  })
})
