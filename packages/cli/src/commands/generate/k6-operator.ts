import { operatorFiles } from '@countersign/k6/script'
import type { Generator } from './file.js'
import { k6InJavaScript } from './k6.js'

/** Load tests, manifests that run each in several pods, and a README with the commands. */
export const k6Operator: Generator = async (providers, options) => {
  const tests = await k6InJavaScript(providers, options)
  const hasModule = tests.some(({ path }) => path === 'countersign.js')
  return [...tests, ...operatorFiles(providers, { extension: options.extension, hasModule })]
}
