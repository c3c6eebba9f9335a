const SEQUENCE =
  /[\0-\x7f]+|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}|([\x80-\xff])/g

/** UTF-8 as text, and each byte that is not UTF-8 as `\\xff`: what was signed may be bytes of a hash or a nonce. */
export const withEscapes = (bytes: Buffer): string =>
  bytes
    .toString('latin1')
    .replace(SEQUENCE, (all: string, other: string | undefined) =>
      other === undefined
        ? Buffer.from(all, 'latin1').toString()
        : `\\x${other.charCodeAt(0).toString(16).padStart(2, '0')}`,
    )
