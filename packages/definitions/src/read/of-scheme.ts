import type { Definition } from '../definition.js'
import { readVectors } from './vectors.js'
import type { Written } from './written.js'
import { Digits, type Source } from './yaml.js'

/** A definition that names a scheme in code. */
export function ofScheme(source: Source, written: Written): Definition {
  const { id, name = id, docs, hosts = [], paths, baseUrl, examples, scheme = '' } = written
  return {
    file: source.file,
    id,
    name,
    isWebhook: false,
    waits: false,
    signs: false,
    scheme: {
      name: scheme,
      line: source.lineOf(['scheme']),
      about: {
        id,
        name,
        hosts,
        ...(docs !== undefined && { sources: [docs].flat() }),
        ...(paths && { paths }),
        ...(baseUrl !== undefined && { baseUrl }),
        ...(examples && { examples }),
      },
      options: plainOptions(written['scheme-options']),
    },
    vectors: readVectors(source, written.vectors ?? [], { hosts, isWebhook: false }),
    notes: [],
  }
}

const plainOptions = (options: Written['scheme-options'] = {}) =>
  Object.fromEntries(
    Object.entries(options).map(([name, value]) => [name, value instanceof Digits ? value.source : value]),
  )
