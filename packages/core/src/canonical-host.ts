import { withoutIgnored } from './ignored.js'

/** A name that every tool reads alike, and no number. */
const PLAIN = /^([a-z0-9_-]+\.)*[a-z_-][a-z0-9_-]*$/

/** More than any spelling of a name of 253 characters takes. */
const LONGEST = 20_000

// Ideographic full stops are dots to IDNA (RFC 3490 section 3.1); NFKC makes a full stop of the other look-alikes.
const DOTS = /[\u3002\uff61]/g

/**
 * The host that tools may reach by a spelling: percent-encoding undone, NFKC, ignorable characters dropped, dots made
 * full stops, none at the end, lower case; an IP address in its usual form. For comparison only.
 * @see https://url.spec.whatwg.org/#concept-host-parser, https://www.unicode.org/reports/tr46/
 * @example canonicalHost('ａpi.inqud%2ecom.') // api.inqud.com
 */
export function canonicalHost(host: string): string {
  if (PLAIN.test(host) || host.length > LONGEST) return host
  const name = withoutIgnored(composed(percentDecoded(host)))
    .replace(DOTS, '.')
    .toLowerCase()
  const bare = withoutDots(percentDecoded(name))
  return ipv4(bare) ?? ipv6(bare) ?? bare
}

/** NFKC, if the engine has it. */
const composed = (text: string) => (text.normalize ? text.normalize('NFKC') : text)

/** Percent-encoding undone twice, since some tools do it twice. Bytes that are not UTF-8 stay. */
function percentDecoded(text: string): string {
  if (!text.includes('%')) return text
  try {
    const once = decodeURIComponent(text)
    return once === text ? text : percentDecoded(once)
  } catch {
    return text
  }
}

function withoutDots(name: string): string {
  let end = name.length
  while (name.charAt(end - 1) === '.') end--
  return name.slice(0, end)
}

/** The dotted form of an IPv4 address in one to four parts, decimal, octal or hexadecimal (WHATWG URL). */
function ipv4(host: string): string | undefined {
  const parts = host.split('.')
  if (parts.length > 4) return undefined
  const numbers = parts.map(ipv4Number)
  const last = numbers.pop()
  if (last === undefined || numbers.some((number) => number === undefined || number > 255)) return undefined
  if (last >= 256 ** (4 - numbers.length)) return undefined
  const value = numbers.reduce<number>((sum, number, n) => sum + (number as number) * 256 ** (3 - n), last)
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.')
}

function ipv4Number(part: string): number | undefined {
  if (/^0x[0-9a-f]{0,8}$/.test(part)) return Number(part === '0x' ? 0 : part)
  if (/^0[0-7]{1,11}$/.test(part)) return Number(`0o${part}`)
  return /^\d{1,10}$/.test(part) ? Number(part) : undefined
}

/** An IPv6 address in brackets, in eight groups without leading zeros (RFC 4291 section 2.2). */
function ipv6(host: string): string | undefined {
  if (!/^\[[0-9a-f:.]{2,45}\]$/.test(host)) return undefined
  const [head = '', tail, more] = host.slice(1, -1).split('::')
  const [left, right] = [groups(head), groups(tail ?? '')]
  const missing = 8 - left.length - right.length
  if (more !== undefined || (tail === undefined ? missing !== 0 : missing < 1)) return undefined
  const all = [...left, ...new Array<string>(missing).fill('0'), ...right]
  return `[${all.map((group) => group.replace(/^0{1,3}(?=.)/, '')).join(':')}]`
}

/** The groups of a part of an IPv6 address; an IPv4 address at its end is two of them. */
function groups(part: string): string[] {
  if (part === '') return []
  return part.split(':').flatMap((group) => {
    const bytes = group.includes('.') ? group.split('.').map(Number) : []
    if (bytes.length !== 4) return [group]
    const [a = 0, b = 0, c = 0, d = 0] = bytes
    return [(a * 256 + b).toString(16), (c * 256 + d).toString(16)]
  })
}
