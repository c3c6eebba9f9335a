import { type Sandbox, startSandbox } from '@countersign/sandbox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { collection, event, expect200, post, script } from './collections.js'
import { run, toolNames } from './runners.js'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ providers: ['imburse', 'inqud', 'sendpayments'] })
})
afterAll(() => sandbox.close())

const tabs = [
  { type: 'basic', basic: [{ key: 'username', value: 'u' }] },
  { type: 'bearer', bearer: [{ key: 'token', value: 'somebody-elses' }] },
  { type: 'oauth2', oauth2: [{ key: 'accessToken', value: 'somebody-elses' }] },
]

const PATHS = ['imburse/v1/things', 'inqud/v1/things', 'sendpayments/v1/things', 'imburse/v1/identity/hmac']

/** A folder with its Authorization tab, and requests that inherit it. */
function folder(auth: (typeof tabs)[number]) {
  const item = PATHS.map((path) => {
    const [id = '', ...rest] = path.split('/')
    return post(`${sandbox.origins[id]}/${rest.join('/')}`)
  })
  return { name: auth.type, auth, item }
}

describe.each(toolNames)('%s', (tool) => {
  it('signs if a folder has an Authorization tab', async () => {
    const events = [event('prerequest', script('all.pre-request')), expect200]
    const folders = tabs.map(folder) as never[]
    const { code, text } = await run(tool, collection(folders, events), { env: sandbox.env })
    expect({ code, text }).toMatchObject({ code: 0 })
  })
})
