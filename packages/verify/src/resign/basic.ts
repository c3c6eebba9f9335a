import { madeOf } from '../around.js'

/** What is wrong with credentials after Basic (RFC 7617), if they are expected; neither is shown. */
export function basicProblem(
  sent: string,
  expected: string,
  nameOf: (value: string) => string | undefined,
): string | undefined {
  const [, right] = /^Basic (\S+)$/i.exec(expected) ?? []
  const [, given] = /^Basic (.*)$/is.exec(sent) ?? []
  if (right === undefined || given === undefined) return undefined
  if (given.includes(':')) return 'the credentials after Basic are not encoded in base64'
  const [got, wanted] = [given, right].map((text) => Buffer.from(text, 'base64').toString()) as [
    string,
    string,
  ]
  if (!got.includes(':')) return 'there is no colon between the two credentials after Basic'
  const made = madeOf(got, wanted)
  if (made) return `it has the credentials${made}`
  const [id, secret] = [0, 1].map((at) => got.split(':')[at] === wanted.split(':')[at])
  if (id === secret) return swapped(got, wanted, nameOf)
  return id
    ? 'the first of the credentials is right, and the second is not'
    : 'the second of the credentials is right, and the first is not'
}

/** Both are there, each in the other's place. */
function swapped(got: string, wanted: string, nameOf: (value: string) => string | undefined) {
  const [first = '', second = ''] = splitAtColon(wanted)
  if (got !== `${second}:${first}`) return undefined
  return `the two credentials after Basic are swapped: ${nameOf(first) ?? 'the id'} comes first, ${nameOf(second) ?? 'the secret'} second`
}

const splitAtColon = (text: string) => [text.slice(0, text.indexOf(':')), text.slice(text.indexOf(':') + 1)]
