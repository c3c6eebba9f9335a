export {
  collection,
  type Environment,
  environment,
  type Scripts,
  shippedNotices,
  shippedScript,
  shippedScripts,
} from './collection.js'
