export { checkVector } from './check.js'
export { type Checked, type Vector, VectorError } from './vector.js'
