// Of IANA's time zones besides whole hours, in minutes.
const ODD = new Set([150, 210, 270, 330, 345, 390, 525, 570, 630, 765, 825])

/**
 * What a time that is so many seconds old probably is, as the end of a sentence: in another unit, or the local time of
 * a zone. Empty if that is not likely. `got`: the time as it came, if it came as a number.
 */
export function clockHint(age: number, got = ''): string {
  if (/^\d{12,14}$/.test(got)) return ': milliseconds in place of seconds?'
  const minutes = Math.round(Math.abs(age) / 900) * 15
  const isZone = ODD.has(minutes) || (minutes % 60 === 0 && minutes > 0 && minutes <= 840)
  if (!isZone || Math.abs(Math.abs(age) - minutes * 60) > 120) return ''
  const hours = `${Math.floor(minutes / 60)}${minutes % 60 ? `:${minutes % 60}` : ''}`
  return `: the local time of UTC${age < 0 ? '+' : '-'}${hours} sent as UTC${minutes === 60 ? ', or a clock without daylight saving time' : ''}?`
}
