import type { Setting, SettingKind } from '@countersign/core'
import { valueNamed } from '../expression/values.js'
import { fault, quoted } from '../fault.js'
import { textOf } from './text.js'
import type { Source } from './yaml.js'

interface Written {
  readonly about: string
  readonly secret?: boolean
  readonly kind?: SettingKind
  readonly choices?: readonly string[]
  readonly default?: unknown
  readonly required?: boolean
}

/** The settings of a definition. @throws {CountersignError} on a name that a value has */
export function readSettings(
  source: Source,
  settings: Readonly<Record<string, string | Written>>,
): readonly Setting[] {
  return Object.entries(settings).map(([name, written]) => {
    const wrong = (problem: string) =>
      fault({ file: source.file, line: source.lineOfKey(['settings', name]) }, problem, `setting ${name}`)
    if (valueNamed(name))
      throw wrong(`${quoted(name)} is a value of each request. Give the setting another name.`)
    if (name === 'hosts') throw wrong('every definition has the setting hosts. Give this one another name.')
    const setting = settingOf(name, typeof written === 'string' ? { about: written } : written)
    if (setting.kind === 'choice' && !setting.choices)
      throw wrong('a setting of kind choice must list its choices.')
    if (setting.choices && setting.default !== undefined && !setting.choices.includes(setting.default))
      throw wrong('its default is not among its choices.')
    if (setting.kind === 'number' && !/^\d+(\.\d+)?$/.test(setting.default ?? '0'))
      throw wrong('its default must be a number of 0 or more.')
    return setting
  })
}

function settingOf(name: string, written: Written): Setting {
  const { about, secret = false, kind, choices, required } = written
  const value = written.default === undefined ? undefined : textOf(written.default)
  return {
    name,
    about,
    secret,
    kind: kind ?? (choices ? 'choice' : 'text'),
    required: required ?? value === undefined,
    ...(choices && { choices }),
    ...(value !== undefined && { default: value }),
  }
}
