import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const folder = dirname(createRequire(import.meta.url).resolve('@countersign/postman/package.json'))

/** A built script, as its lines in a collection. */
export function script(name: string): string[] {
  return readFileSync(join(folder, 'dist', `${name}.js`), 'utf8').split('\n')
}

export const event = (listen: 'prerequest' | 'test', exec: string[]) => ({ listen, script: { exec } })

export interface RequestItem {
  readonly name: string
  readonly request: object
  readonly event?: object[]
}

/** A collection with events for all of its requests. */
export const collection = (item: readonly RequestItem[], events: object[], more: object = {}) => ({
  info: { name: 'test', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
  event: events,
  item,
  ...more,
})

export const JSON_BODY = '{"name":"Zoë",\r\n"amount":12.50}'

export const post = (url: string, body: string = JSON_BODY, more: object = {}): RequestItem => ({
  name: `POST ${url}`,
  request: {
    method: 'POST',
    url,
    header: [{ key: 'Content-Type', value: 'application/json' }],
    body: { mode: 'raw', raw: body },
    ...more,
  },
})

export const get = (url: string): RequestItem => ({ name: `GET ${url}`, request: { method: 'GET', url } })

/** A test that the response is 200. */
export const expect200 = event('test', [
  "pm.test('200', function () { pm.expect(pm.response.code, pm.response.text()).to.equal(200) })",
])
