export {
  collection,
  type Environment,
  environment,
  type Scripts,
  shippedScript,
  shippedScripts,
} from './collection.js'
