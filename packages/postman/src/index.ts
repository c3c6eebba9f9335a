export { collection, type Environment, environment, type Scripts, shippedScript } from './collection.js'
