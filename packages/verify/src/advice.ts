import { bare, FORM, RULES, type Rule } from './advice-rules.js'
import type { Problem } from './history.js'

const INSTRUCTION = /^(?:send|trim|exchange|make|save|copy|switch|encrypt) /

/** What the text itself says is to be done. */
function instructionIn(text: string): string | undefined {
  const parts = text.split(/(?<=[;:]) /)
  const at = parts.findIndex((part) => INSTRUCTION.test(part))
  if (at < 0) return undefined
  const what = parts.slice(at).join(' ')
  return `${what[0]?.toUpperCase()}${what.slice(1)}.`
}

/** What the text itself says is expected. */
function expectedIn(text: string, name: string): string | undefined {
  const [found, kind, form] = text.split('; expected ')
  if (form !== undefined) return `Make it ${kind?.split(', and it is in ', 1)[0]} in ${form}.`
  const expected = kind ?? found?.split(', expected ')[1]
  if (expected === undefined) return undefined
  const setting = settingIn(expected, kind === undefined || expected.startsWith('all of it'))
  if (setting) return `Send the value of ${setting}, or correct that setting.`
  return kind === undefined ? `Set ${name} to ${bare(expected)}.` : `Make it ${bare(expected)}.`
}

const SETTING = /^[A-Z][A-Z0-9]*_[A-Z0-9_]+/

/** The setting whose value is expected; `isValue`: what is expected may be its value, with its name behind. */
function settingIn(expected: string, isValue: boolean): string | undefined {
  const behind = isValue ? expected.split('(').at(-1) : undefined
  return SETTING.exec(expected)?.[0] ?? SETTING.exec(behind ?? '')?.[0]
}

/** What to do about something that is wrong with a request, by its words; undefined if they are not known. */
export const adviceFor = ({ name, text }: Problem): string | undefined =>
  isComputed(name, text)
    ? undefined
    : (byRule(RULES, name, text) ?? instructionIn(text) ?? expectedIn(text, name) ?? byRule(FORM, name, text))

/** Of what is computed there is nothing to set: the likely causes are said. */
const isComputed = (name: string, text: string) =>
  /… was sent, expected \S{1,16}…$/.test(text) ||
  (/signature|mac$/i.test(name) && text.includes('… was sent, expected '))

function byRule(rules: readonly Rule[], name: string, text: string): string | undefined {
  for (const [about, advice] of rules) {
    const found = about.exec(text)
    if (found) return advice(found, name)
  }
  return undefined
}
