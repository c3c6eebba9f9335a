import { mkdirSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { commandsOf } from '../blocks.js'
import { folder } from '../reader.js'
import { ranAll, take } from '../take.js'

it('docs/gateway.md: what the image is built by, and what it runs, without Docker', async () => {
  const { cwd, succeeds } = await folder()
  const [generate = '', build = '', run = ''] = commandsOf(
    take('docs/gateway.md', 'countersign generate k6-operator'),
  )
  await succeeds(generate)
  const [, tag, file = '', context] = /^docker build --tag (\S+) --file (\S+) (\S+)$/.exec(build) ?? []
  const lines = readFileSync(join(cwd, file), 'utf8').trim().split('\n')
  const steps = new Map(lines.map((line) => [line.split(' ', 1)[0], line.replace(/^\S+ /, '')]))
  expect([...steps.keys()]).toEqual(['FROM', 'COPY', 'RUN', 'USER', 'ENTRYPOINT'])

  mkdirSync(join(cwd, 'tmp'))
  const inside = (step: string) => (steps.get(step) ?? '').replaceAll('/tmp', join(cwd, 'tmp'))
  await succeeds(`cd ${context} && cp ${inside('COPY')}`)
  // The registry, and who vouches for it, are those of whoever runs this.
  const { NODE_EXTRA_CA_CERTS = '' } = process.env
  const npm = `npm_config_prefix=${cwd}/prefix npm_config_userconfig=${homedir()}/.npmrc NODE_EXTRA_CA_CERTS=${NODE_EXTRA_CA_CERTS}`
  await succeeds(`export ${npm}; ${inside('RUN')}`)

  const [, env, image, words] = /^docker run --env-file (\S+) --publish \S+ (\S+) (.*)$/.exec(run) ?? []
  expect(image).toBe(tag)
  const secret = 'COUNTERSIGN_GATEWAY_SECRET=a-secret-of-all-callers'
  await succeeds(`printf '%s\\n' INQUD_TOKEN_ID=TKN-1 INQUD_TOKEN_SECRET=throwaway ${secret} > ${env}`)
  const [program] = JSON.parse(steps.get('ENTRYPOINT') ?? '')
  const said = await succeeds(`set -a; . ./${env}; ${cwd}/prefix/bin/${program} ${words} &`)
  expect(said).toMatch(/:8788\/inqud\//)
})

ranAll(import.meta.url)
