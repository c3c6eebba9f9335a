import type { Tool } from './row.js'
import { commandLine } from './tools/command-line.js'
import { k6 } from './tools/k6.js'

/** The tools of the demo, in the order of the table. */
export const tools: readonly Tool[] = [commandLine, k6]
