import { operatorFiles } from '@countersign/k6/script'
import { extensionSources } from '../../standalone/extension.js'
import { type Archive, standalone } from '../../standalone/index.js'
import type { GeneratedFile, Generator } from './file.js'
import { k6InJavaScript } from './k6.js'

/** Load tests, manifests that run each in several pods, what their images are built from, and a README with the commands. */
export const k6Operator: Generator = async (providers, options) => {
  const tests = await k6InJavaScript(providers, options)
  const hasModule = tests.some(({ path }) => path === 'countersign.js')
  const archives = [standalone(), ...(options.extension ? [extensionSources()] : [])]
  const [{ name: archive }] = archives as [Archive]
  const files = operatorFiles(providers, { extension: options.extension, hasModule, archive })
  // Only what a Dockerfile copies.
  const copied = files.filter(({ path }) => /Dockerfile$/.test(path)).map(({ content }) => content)
  const used = archives.filter(({ name }) => copied.some((text) => text.includes(name)))
  return [...tests, ...files, ...used.flatMap(archiveFiles)]
}

const archiveFiles = ({ name, bytes, checksum }: Archive): GeneratedFile[] => [
  { path: name, content: bytes },
  { path: `${name}.sha256`, content: checksum },
]
