import { existsSync } from 'node:fs'
import { dirname, isAbsolute, join } from 'node:path'
import { decodedText, expanded, isText, smallFile } from './text-file.js'

/**
 * A JSON text with what files hold in place of their paths: text as it is, DER and PKCS#12 as base64. A relative path is
 * looked for in the folder at hand, as the vendors' tools do, and then beside `file`. What names no file is left as it
 * is: the provider says what is wrong with it.
 * @param members the names, at any depth, whose values may be paths
 */
export function withFiles(json: string, members: readonly string[], file = ''): string {
  const contents = (name: string, value: unknown): unknown => {
    if (typeof value !== 'string' || !members.includes(name) || value.length > 4096) return value
    const path = expanded(value.trim())
    const found = [path, ...(isAbsolute(path) ? [] : [join(dirname(file), path)])].find(existsSync)
    if (!found) return value
    const bytes = smallFile(found)
    return isText(bytes) ? decodedText(bytes) : bytes.toString('base64')
  }
  try {
    return JSON.stringify(JSON.parse(json, contents))
  } catch {
    return json
  }
}
