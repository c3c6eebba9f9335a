import type { Tool } from './row.js'
import { commandLine } from './tools/command-line.js'
import { insomnia } from './tools/insomnia.js'
import { k6, k6Extension } from './tools/k6.js'
import { postman } from './tools/postman.js'

/** The tools of the demo, in the order of the table. */
export const tools: readonly Tool[] = [commandLine, insomnia, ...postman, k6, k6Extension]
