import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkGoModule, checkNames } from '@countersign/tools-release/names'
import { optionsIn } from '@countersign/tools-release/options'
import { planOf } from '@countersign/tools-release/plan'
import { afterAll, describe, expect, it } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'countersign-refusals-'))
afterAll(() => rmSync(folder, { recursive: true }))

const claimed = {
  cli: 'countersign',
  scope: '@countersign',
  insomniaPlugin: 'insomnia-plugin-countersign',
}

describe('Names', () => {
  it.each(['cli', 'scope', 'insomniaPlugin'])('nothing is published while npm.%s is empty', (field) => {
    const config = { npm: { ...claimed, [field]: '' } }
    expect(() => checkNames(config)).toThrow(`npm.${field} in release.config.json is empty`)
    expect(() => checkNames(config, 'https://127.0.0.1.example/')).toThrow('is not claimed yet')
  })

  it.each(['http://127.0.0.1:4873/', 'http://localhost/', 'http://[::1]:1/'])(
    'a registry on this machine takes any name: %s',
    (registry) => {
      expect(() => checkNames({ npm: {} }, registry)).not.toThrow()
    },
  )

  it('names that are claimed may be published', () => {
    expect(() => checkNames({ npm: claimed })).not.toThrow()
  })

  it('the Go module has the path of release.config.json, once there is one', () => {
    const goMod = 'module git.example/someone/signing/packages/xk6\n\ngo 1.25.0\n'
    for (const goModule of ['', 'git.example/someone/signing/packages/xk6'])
      expect(() => checkGoModule({ goModule }, goMod)).not.toThrow()
    expect(() => checkGoModule({ goModule: 'git.example/other' }, goMod)).toThrow('xk6:path')
  })
})

describe('Options', () => {
  it.each(['registry', 'ftp://127.0.0.1/', 'https://me:secret@127.0.0.1/'])(
    '--registry %s is refused',
    (text) => {
      expect(() => optionsIn(['--registry', text])).toThrow('--registry takes an address like')
      expect(() => optionsIn(['--registry', text])).not.toThrow('secret')
    },
  )

  it('an unknown option is refused with the usage', () => {
    expect(() => optionsIn(['--now'])).toThrow('Usage: pnpm release [options]')
  })
})

describe('The family', () => {
  it.each([
    [['@countersign/core'], 'countersign is public'],
    [['@countersign/core', 'countersign', '@countersign/xk6'], 'names @countersign/xk6'],
  ])('"fixed" must list exactly what is published: %s', async (listed, message) => {
    mkdirSync(join(folder, '.changeset'), { recursive: true })
    writeFileSync(join(folder, '.changeset/config.json'), JSON.stringify({ fixed: [listed] }))
    const family = ['@countersign/core', 'countersign'].map((name) => ({ name, version: '0.1.0', folder }))
    await expect(planOf(folder, family)).rejects.toThrow(message)
  })
})
