export { checkVector } from './check.js'
export { type Checked, type TokenRequest, type Vector, VectorError } from './vector.js'
