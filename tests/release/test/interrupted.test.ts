import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { published } from '@countersign/tools-release/registry'
import { expect, it } from 'vitest'
import { root } from './workflows.js'

// Windows ends a program without asking it.
it('a signal ends the release between two steps', { tags: ['posix'] }, async () => {
  const script = `
    import { checkpoint, main } from './tools/release/stop.mjs'
    await main(async () => {
      console.log('one')
      const alive = setTimeout(() => {}, 20_000)
      await new Promise((resolve) => process.once('SIGINT', resolve))
      clearTimeout(alive)
      await checkpoint()
      console.log('two')
    })`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], { cwd: root })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
  child.stdout.once('data', () => child.kill('SIGINT'))
  const [status] = await once(child, 'close')
  expect(said).toMatch(
    /^one\n\nInterrupted by SIGINT\. .*: run the same command again, and it continues\.\n$/,
  )
  expect(status).toBe(1)
})

it.each([
  ['fails', 503, '{}'],
  ['has another page', 200, '<html>Log in</html>'],
])('a registry that %s is not one without the packages', async (_, status, body) => {
  const server = createServer((_request, response) => void response.writeHead(status).end(body))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const family = [{ name: 'countersign', version: '0.1.0', folder: join(root, 'packages/cli') }]
  const asked = published(family, '0.1.0', `http://127.0.0.1:${port}/`)
  await expect(asked).rejects.toThrow(
    /does not say whether it has countersign@0\.1\.0: .* Nothing more was published/s,
  )
  server.closeAllConnections()
  server.close()
})
