import { scriptFiles } from '@countersign/k6/script'
import type { Generator } from './file.js'

/** A load test for each provider, in JavaScript and TypeScript, and the module that they import unless it is built in. */
export const k6: Generator = async (providers, { bundles, extension = false }) =>
  scriptFiles(providers, { extension, module: await bundles.k6(providers, extension) })

/** Those in JavaScript alone. */
export const k6InJavaScript: Generator = async (providers, options) =>
  (await k6(providers, options)).filter(({ path }) => path.endsWith('.js'))
