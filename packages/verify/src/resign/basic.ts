import { madeOf } from '../around.js'

/** What is wrong with credentials after Basic (RFC 7617), if they are expected; neither is shown. */
export function basicProblem(sent: string, expected: string): string | undefined {
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
  if (id === secret) return undefined
  return id
    ? 'the first of the credentials is right, and the second is not'
    : 'the second of the credentials is right, and the first is not'
}
