import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'

/** Azurite's blob service, with its published account and key. */
export async function startAzurite() {
  const bin = createRequire(import.meta.url).resolve('azurite/dist/src/azurite.js')
  const ports = ['--blobPort', '0', '--queuePort', '0', '--tablePort', '0']
  const options = [...ports, '--inMemoryPersistence', '--disableTelemetry']
  const child = spawn(process.execPath, [bin, ...options], {
    cwd: tmpdir(),
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const origin = await new Promise<string>((resolve, reject) => {
    child.once('exit', (status) => reject(new Error(`Azurite ended with ${status}`)))
    let said = ''
    child.stdout.on('data', (text) => {
      said += text
      const [, found] = /Azurite Blob service is successfully listening at (\S+)/.exec(said) ?? []
      if (found) resolve(found)
    })
  })
  return {
    account: 'devstoreaccount1',
    key: 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==',
    origin,
    close: () => {
      child.removeAllListeners('exit')
      child.kill()
    },
  }
}
