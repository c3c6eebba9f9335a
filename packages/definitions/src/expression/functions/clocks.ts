import { bare, plan } from '../plan.js'
import type { FunctionSpec } from './spec.js'

const clock = (name: string, part: string, about: string): FunctionSpec => ({
  name,
  usage: `${name}()`,
  about,
  takes: [],
  gives: 'text',
  draws: 'clock',
  plan: () => bare(part),
})

/** The clock, which is read once per request, and nonces. */
export const CLOCKS: readonly FunctionSpec[] = [
  clock('seconds', 'seconds', 'whole seconds since 1970'),
  clock('milliseconds', 'milliseconds', 'whole milliseconds since 1970'),
  clock('iso', 'iso', 'the time in UTC, with milliseconds: `2020-12-08T09:08:57.715Z`'),
  clock('http-date', 'httpDate', 'the time as HTTP writes it: `Tue, 08 Dec 2020 09:08:57 GMT`'),
  {
    name: 'utc',
    usage: 'utc("YYYYMMDDTHHmmssZ")',
    about: 'the time in UTC by a pattern of `YYYY MM DD HH mm ss`',
    takes: ['name'],
    gives: 'text',
    draws: 'clock',
    plan: (_, { literal }) => plan('utc', literal(0) ?? ''),
  },
  {
    name: 'nonce',
    usage: 'nonce(n)',
    about: 'so many hexadecimal digits that never come again',
    takes: ['count'],
    gives: 'text',
    draws: 'nonce',
    plan: (_, { literal }) => plan('nonce', Number(literal(0))),
  },
  {
    name: 'uuid',
    usage: 'uuid()',
    about: 'a UUID of version 4 (RFC 9562)',
    takes: [],
    gives: 'text',
    draws: 'nonce',
    plan: () => bare('uuid'),
  },
]
