import { type ChildProcess, spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { createSigner, fromObject, type RequestInput } from '@countersign/core'
import { nodeHost } from '@countersign/hosts/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { azureSharedKey } from '../src/azure-shared-key.js'
import { signed } from './sign.js'

// Azurite's account and key are published: https://learn.microsoft.com/azure/storage/common/storage-use-azurite
const account = 'devstoreaccount1'
const key = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=='

let azurite: ChildProcess
const origins = new Map<string, string>()

beforeAll(async () => {
  const bin = createRequire(import.meta.url).resolve('azurite/dist/src/azurite.js')
  const options = [
    '--inMemoryPersistence',
    '--disableTelemetry',
    '--blobPort',
    '0',
    '--queuePort',
    '0',
    '--tablePort',
    '0',
  ]
  azurite = spawn(process.execPath, [bin, ...options], { cwd: tmpdir(), stdio: ['ignore', 'pipe', 'ignore'] })
  await new Promise<void>((resolve, reject) => {
    azurite.once('exit', (status) => reject(new Error(`Azurite ended with ${status}`)))
    let said = ''
    azurite.stdout?.on('data', (text) => {
      said += text
      for (const [, service = '', origin = ''] of said.matchAll(
        /Azurite (\w+) service is successfully listening at (\S+)/g,
      ))
        origins.set(service.toLowerCase(), `${origin}/${account}`)
      if (origins.size === 3) resolve()
    })
  })
})
afterAll(() => {
  azurite.removeAllListeners('exit')
  azurite.kill()
})

const provider = azureSharedKey({ id: 'storage', hosts: ['core.windows.net'] })

/** The status that the server gives to a signed request; `change` is what somebody does to it on the way. */
async function send(
  service: string,
  request: Omit<RequestInput, 'url'> & { path: string },
  {
    change = (body: string) => body,
    at,
    ...more
  }: { change?: (body: string) => string; at?: number; key?: string } = {},
) {
  const url = (origins.get(service) ?? '') + request.path
  const settings = { account, key, service, hosts: new URL(url).host, ...more }
  const host = at === undefined ? nodeHost() : nodeHost({ now: () => at })
  const signer = createSigner({ providers: [provider], settings: fromObject(provider, settings), host })
  const { method, headers, body } = (await signer.apply({ ...request, url })).request
  const response = await fetch(url, { method, headers, ...(body && { body: change(String(body)) }) })
  return response.status
}

const json = { 'Content-Type': 'application/json', Accept: 'application/json;odata=nometadata' }

describe('Azurite 3.35.0 takes', () => {
  it('a container, a blob, its list and its properties', async () => {
    expect(await send('blob', { method: 'PUT', path: '/things?restype=container' })).toBe(201)
    const blob = {
      method: 'PUT',
      path: '/things/a%20b/%C3%A9.txt',
      headers: {
        'x-ms-blob-type': 'BlockBlob',
        'x-ms-meta-Name': ' a  b ',
        'Content-Type': 'text/plain; charset=utf-8',
      },
      body: 'Zoë',
    }
    expect(await send('blob', blob)).toBe(201)
    expect(await send('blob', { method: 'GET', path: blob.path, headers: { Range: 'bytes=0-1' } })).toBe(206)
    const list = '/things?restype=container&comp=list&prefix=a%20b%2F&delimiter=&include=metadata%2Csnapshots'
    expect(await send('blob', { method: 'GET', path: list })).toBe(200)
    expect(await send('blob', { method: 'HEAD', path: blob.path, headers: { 'If-Match': '*' } })).toBe(200)
  })
  it('a queue and a message', async () => {
    expect(await send('queue', { method: 'PUT', path: '/jobs' })).toBe(201)
    const body = '<QueueMessage><MessageText>aGVsbG8=</MessageText></QueueMessage>'
    const message = { method: 'POST', path: '/jobs/messages?messagettl=60&visibilitytimeout=0', body }
    expect(await send('queue', { ...message, headers: { 'Content-Type': 'application/xml' } })).toBe(201)
  })
  it('a table and an entity', async () => {
    const table = { method: 'POST', path: '/Tables', headers: json, body: '{"TableName":"people"}' }
    expect(await send('table', table)).toBe(201)
    const body = '{"PartitionKey":"a","RowKey":"1","Name":"Zoë"}'
    expect(await send('table', { method: 'POST', path: '/people', headers: json, body })).toBe(201)
    const query = "/people(PartitionKey='a',RowKey='1')"
    expect(await send('table', { method: 'GET', path: query, headers: json })).toBe(200)
  })
})

describe('Azurite refuses', () => {
  const put = {
    method: 'PUT',
    path: '/things/x',
    headers: { 'x-ms-blob-type': 'BlockBlob', 'Content-Type': 'text/plain' },
    body: 'a',
  }
  it('a body whose length changes after signing (Authorize with Shared Key, Content-Length)', async () => {
    expect(await send('blob', put, { change: (body) => `${body}more` })).toBe(403)
  })
  it('the key of another account', async () => {
    expect(await send('blob', put, { key: Buffer.from('another').toString('base64') })).toBe(403)
  })
})

describe('bad input', () => {
  const get = { method: 'GET', url: 'https://x.blob.core.windows.net/c' }
  it('a key that is not base64 is refused', async () => {
    await expect(signed(provider, { account, key: 'no base64!' }, get)).rejects.toThrow(
      /STORAGE_KEY is not base64/,
    )
  })
  it('Canonicalized resource: repeated, empty and encoded parameters, names in lower case', async () => {
    const url = `${get.url}/a//b%2Fc?B=2&b=1&Empty=&p=a+b%20c&u=%C3%A9`
    const { steps } = await signed(provider, { account: 'x', key }, { ...get, url })
    const [, resource] = String(steps.stringToSign).split('/x/')
    expect(`/x/${resource}/${String(steps.stringToSign).split('/b%2Fc')[1]}`).toContain(
      'b%2Fc\nb:1,2\nempty:\np:a+b c\nu:é',
    )
  })
})
