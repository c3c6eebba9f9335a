// Every part of a compiled definition, by the name that the reader writes it by.
export * from './clock.js'
export * from './digests.js'
export * from './queries.js'
export * from './signatures.js'
export * from './texts.js'
export * from './values.js'
