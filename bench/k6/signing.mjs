import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundle, bundleOverExtension } from '@countersign/k6/bundle'
import { buildK6, needK6 } from '@countersign/tools-k6'
import { skip } from '../report/rows.mjs'
import { makeFolder, runIn } from './run.mjs'

/** The tools that a file of providers can be made for. */
export const k6Tools = {
  k6: { get: needK6, bundle },
  'k6 with the extension': { get: () => buildK6('extension'), bundle: bundleOverExtension },
}

/** @returns provider → milliseconds, round by round and in turns; undefined if this k6 is not to be had */
export async function signingIn(tool, providers, urls, env) {
  const { get, bundle } = k6Tools[tool]
  const bin = await get().catch((thrown) => skip(tool, thrown.message))
  if (!bin) return
  const folder = await makeFolder(['signing'])
  writeFileSync(join(folder, 'countersign.js'), await bundle({ providers, version: '0' }))
  return runIn(bin, folder, 'signing', { ...env, URLS: JSON.stringify(urls) })
}
