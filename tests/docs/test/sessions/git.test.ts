import { expect, it } from 'vitest'
import { commandsOf } from '../blocks.js'
import { folder } from '../reader.js'
import { ranAll, take } from '../take.js'

const PAGE = 'docs/releasing.md'

it('docs/releasing.md: what git is told before and after a release', async () => {
  const { succeeds } = await folder()
  const git = `git -c user.name=Owner -c user.email=owner@users.noreply.example`
  await succeeds('git init -q --bare -b main remote && git clone -q remote clone')
  const here = (command: string) => succeeds(`cd clone && ${command}`)
  await here(`git switch -q -c main && ${git} commit -q --allow-empty -m First && git push -q -u origin main`)
  const [switched = '', pulled = '', status = ''] = commandsOf(take(PAGE, 'git switch'))
  await here(switched)
  await here(pulled)
  expect(await here(status)).toBe('')
  // The release commits and tags.
  await here(`${git} commit -q --allow-empty -m Release && git tag v1.0.0 && git tag packages/xk6/v1.0.0`)
  for (const command of commandsOf(take(PAGE, 'git push'))) await here(command.replaceAll('VERSION', '1.0.0'))
  const there = await succeeds('git --git-dir remote show-ref')
  expect(there.match(/refs\/\S+/g)).toEqual([
    'refs/heads/main',
    'refs/tags/packages/xk6/v1.0.0',
    'refs/tags/v1.0.0',
  ])
})

ranAll(import.meta.url)
