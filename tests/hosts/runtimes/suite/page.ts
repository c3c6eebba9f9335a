import { suite } from './suite.js'

/** In a page. */
Object.assign(globalThis, { suite })
