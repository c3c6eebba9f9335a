import { writeFileSync } from 'node:fs'
import { SCHEMA } from './schema/index.js'

// The schema as editors take it: generated, so that it cannot differ from the reader's.
writeFileSync(new URL('./schema.json', import.meta.url), `${JSON.stringify(SCHEMA, null, 2)}\n`)
