import { CountersignError } from '@countersign/core/errors'

/** The error about a file, which a plugin cannot see. @param name of the file or its part */
export function unreadable(name: string, what: string, instead: string): CountersignError {
  const printable = name.replace(/[^\u0020-\u007e\u00a0-\uffff]/g, '�').slice(0, 60)
  return new CountersignError(
    'unreadable-body',
    `${what} "${printable}". Insomnia reads it after the plugin, so it cannot be signed or encrypted. ${instead}.`,
  )
}
