import { type Plan, plan } from '../plan.js'
import type { FunctionSpec } from './spec.js'

const overText = (name: string, about: string): FunctionSpec => ({
  name,
  usage: `${name}(text)`,
  about,
  takes: ['text'],
  gives: 'text',
  plan: ([value]) => plan(name, value as Plan),
})

/** Texts, and the parameters of a query. */
export const TEXTS: readonly FunctionSpec[] = [
  overText('lower', 'in lower case'),
  overText('upper', 'in capitals'),
  overText('trim', 'without space at its ends'),
  overText('encode', 'percent-encoded (RFC 3986): everything except letters, digits and `-._~`'),
  {
    name: 'after',
    usage: 'after(start, text)',
    about: 'what follows `start` in the text; the whole text if it is not in it',
    takes: ['text', 'text'],
    gives: 'text',
    plan: (args) => plan('after', ...args),
  },
  {
    name: 'concat',
    usage: 'concat(data, …)',
    about: 'texts, or bytes, one after the other; never both',
    takes: ['alike'],
    rest: 'alike',
    gives: 'alike',
    plan: (args) => (args.length === 1 ? (args[0] as Plan) : plan('concat', ...args)),
  },
  {
    name: 'join',
    usage: 'join(between, text, …)',
    about: 'texts with `between` between them; empty ones are left out',
    takes: ['text', 'text'],
    rest: 'text',
    gives: 'text',
    plan: (args) => plan('join', ...args),
  },
  {
    name: 'if',
    usage: 'if(x, yes, no)',
    about: '`yes` if x is not empty, else `no`',
    takes: ['data', 'alike', 'alike'],
    gives: 'alike',
    hides: [0],
    plan: (args) => plan('when', ...args),
  },
  {
    name: 'is',
    usage: 'is(a, b)',
    about: '`true` if both texts are the same, else empty',
    takes: ['text', 'text'],
    gives: 'text',
    hides: 'all',
    plan: (args) => plan('is', ...args),
  },
  {
    name: 'sorted',
    usage: 'sorted(query)',
    about: 'the parameters as they are written, sorted by their bytes; empty ones (`&&`) are left out',
    takes: ['text'],
    gives: 'text',
    plan: (args) => plan('sorted', ...args),
  },
  {
    name: 'canonical',
    usage: 'canonical(query)',
    about:
      'the parameters decoded (`+` is a space), encoded by RFC 3986, always `name=value`, sorted by name, then by value; empty ones (`&&`) are left out, as URLSearchParams does',
    takes: ['text'],
    gives: 'text',
    plan: (args) => plan('canonical', ...args),
  },
  {
    name: 'with',
    usage: 'with(query, name, value, …)',
    about: 'the query with parameters at its end, percent-encoded (RFC 3986)',
    takes: ['text', 'text', 'text'],
    rest: 'text',
    pairs: true,
    gives: 'text',
    plan: (args) => plan('withParameters', ...args),
  },
]
