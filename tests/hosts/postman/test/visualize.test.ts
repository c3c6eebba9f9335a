import { createPublicKey, randomBytes } from 'node:crypto'
import { createRequire } from 'node:module'
import { type Sandbox, startSandbox } from '@countersign/sandbox'
import { CompactEncrypt } from 'jose'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath } from '../../../page/test/browser.js'
import { collection, event, post, script } from './collections.js'
import { startRecorder } from './recorder.js'

const require = createRequire(import.meta.url)
const ofNewman = createRequire(require.resolve('newman'))

/** What `pm.visualizer.set` was given. */
interface Shown {
  readonly template: string
  readonly data: { readonly opened: string }
}

const NUMBERS = '{"a":9007199254740993,"b":1e400,"c":-0,"d":1.10}'
const LONG = 'y'.repeat(5000)
const HOSTILE = `\n<img src=x onerror="window.ran=1"></pre><script>window.ran=1</script>{{opened}} {{{opened}}} &lt; ${LONG}`
const RESPONSES: Readonly<Record<string, string>> = { '/numbers': NUMBERS, '/hostile': HOSTILE, '/empty': '' }

let sandbox: Sandbox
let vendor: Awaited<ReturnType<typeof startRecorder>>
let browser: Browser
let shown: Readonly<Record<string, Shown>>

beforeAll(async () => {
  sandbox = await startSandbox({ providers: ['mastercard'], mastercard: { mutualTls: false } })
  const key = createPublicKey(sandbox.env.MASTERCARD_DECRYPTION_KEY ?? '')
  const sealed: Record<string, string> = {}
  for (const [path, text] of Object.entries(RESPONSES))
    sealed[path] = await new CompactEncrypt(Buffer.from(text))
      .setProtectedHeader({ alg: 'RSA-OAEP-256', enc: 'A256GCM' })
      .encrypt(key)
  vendor = await startRecorder((url) => ({
    status: 200,
    body: JSON.stringify({ encryptedData: sealed[url] }),
  }))
  shown = await shownByNewman()
})
afterAll(async () => {
  await browser?.close()
  vendor.close()
  await sandbox.close()
})

/** Path → what a run of Newman gave the Visualize tab. */
function shownByNewman(): Promise<Record<string, Shown>> {
  const entropy = randomBytes(32).toString('hex')
  const env = { ...sandbox.env, MASTERCARD_HOSTS: vendor.host, COUNTERSIGN_ENTROPY: entropy }
  const values = Object.entries(env).map(([key, value]) => ({ key, value, enabled: true }))
  const events = [
    event('prerequest', script('mastercard.pre-request')),
    event('test', script('mastercard.post-response')),
  ]
  const items = Object.keys(RESPONSES).map((path) => post(`${vendor.origin}${path}`))
  const found: Record<string, Shown> = {}
  return new Promise((resolve, reject) => {
    const options = { collection: collection(items, events), environment: { name: 'test', values } }
    require('newman')
      .run({ ...options, reporters: [] }, (error: Error | null) => (error ? reject(error) : resolve(found)))
      .on('test', (_error: unknown, { executions, item }: Tested) => {
        for (const { result } of executions)
          if (result.return.visualizer) found[item.request.url.getPath()] = result.return.visualizer
      })
  })
}
interface Tested {
  readonly item: { readonly request: { readonly url: { getPath(): string } } }
  readonly executions: readonly { readonly result: { readonly return: { readonly visualizer?: Shown } } }[]
}

/** The tab as the app makes it: the template with its data, in a frame. */
async function opened(path: string): Promise<Page> {
  const { template, data } = shown[path] as Shown
  const { processTemplate } = ofNewman('postman-runtime/lib/visualizer')
  const html: string = await new Promise((resolve, reject) =>
    processTemplate(template, data, {}, (error: Error | null, made: string) =>
      error ? reject(error) : resolve(made),
    ),
  )
  browser ??= await chromium.launch({ executablePath: chromiumPath as string, args: ['--no-sandbox'] })
  const page = await browser.newPage({ viewport: { width: 500, height: 400 } })
  await page.setContent(html)
  return page
}
const copied = (page: Page) =>
  page.evaluate(() => {
    let text = ''
    document.addEventListener('copy', () => (text = String(getSelection())))
    document.querySelector('button')?.click()
    return text
  })

describe.skipIf(chromiumPath === undefined)('the Visualize tab in a browser', () => {
  it('has a title, the numbers as they came, and a button that copies them', async () => {
    const page = await opened('/numbers')
    const lines = '{\n  "a": 9007199254740993,\n  "b": 1e400,\n  "c": -0,\n  "d": 1.10\n}'
    expect(await page.textContent('h1')).toBe('Decrypted response')
    expect(await page.textContent('pre')).toBe(lines)
    expect(await copied(page)).toBe(lines)
    expect(await page.textContent('button')).toBe('Copied')
  })

  it('shows and copies every letter of a text that looks like markup, and wraps a long line', async () => {
    const page = await opened('/hostile')
    expect(await page.textContent('pre')).toBe(HOSTILE)
    expect(await copied(page)).toBe(HOSTILE)
    const [ran, isWide] = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement
      return ['ran' in window, scrollWidth > clientWidth] as const
    })
    expect({ ran, isWide }).toEqual({ ran: false, isWide: false })
  })

  it('says that a response is empty, with nothing to copy', async () => {
    const page = await opened('/empty')
    expect(await page.textContent('p')).toBe('It is empty.')
    expect(await page.locator('button').count()).toBe(0)
  })
})
