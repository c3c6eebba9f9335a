/** Reads `METHOD target` with or without `HTTP/1.1` behind (RFC 9112 section 3). */
export function requestLine(line: string): { method: string; target: string } | undefined {
  const end = line.search(/[ \t]/)
  const method = line.slice(0, Math.max(end, 0))
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,40}$/.test(method)) return undefined
  const target = withoutVersion(line.slice(end).trim())
  return target === '' ? undefined : { method, target }
}

function withoutVersion(text: string): string {
  const at = Math.max(text.lastIndexOf(' '), text.lastIndexOf('\t'))
  return at > 0 && /^HTTP\/\d(?:\.\d)?$/.test(text.slice(at + 1)) ? text.slice(0, at).trim() : text
}
