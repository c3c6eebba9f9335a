import { suite } from './suite.js'

/** A program for Node, Bun and Deno, which all know `node:process`. */
const { argv, stdout } = await import('node:process')
stdout.write(JSON.stringify(await suite(JSON.parse(argv[2] ?? ''))))
