import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { providers, settingsOf, toolSettings } from '@countersign/core'
import { shippedScript } from '@countersign/postman'
import { BODY, clientCertificate } from '../cases.js'
import type { Context } from '../row.js'

/** A request of the collection. */
export interface Item {
  readonly name: string
  readonly item: (context: Context) => object
}

const event = (listen: 'prerequest' | 'test', exec: string) => ({ listen, script: { exec: [exec] } })

/** What requests set for themselves; the next request must not find it. */
const OWN = providers.flatMap((provider) => settingsOf(provider)).map(({ variable }) => variable)

const set = (variables: Readonly<Record<string, string>>) =>
  `${JSON.stringify(OWN)}.forEach(function (name) { pm.variables.unset(name) });
${Object.entries(variables)
  .map(([name, value]) => `pm.variables.set('${name}', '${value}')`)
  .join('\n')}`

export function post(
  url: string,
  { variables = {}, body }: { variables?: Readonly<Record<string, string>>; body?: object } = {},
): object {
  return {
    event: [
      event('prerequest', `${set(variables)}\n;${shippedScript('all', 'pre-request', true)}`),
      event('test', SAYS_ACCEPTED),
    ],
    request: {
      method: 'POST',
      url,
      header: [{ key: 'Content-Type', value: 'application/json' }],
      body: body ?? { mode: 'raw', raw: BODY },
    },
  }
}

// A decrypted response is in a variable of the run; every other response is plain.
const SAYS_ACCEPTED = `
if (pm.info.requestName !== 'look-alike') {
  var echo = JSON.parse(pm.variables.get('COUNTERSIGN_OPENED') || pm.response.text())
  pm.test('accepted (' + echo.way + ')', function () {
    pm.expect(echo.ok, pm.response.text()).to.equal(true)
    pm.expect(echo.body).to.equal('${BODY}')
  })
}`

/** The words after `run`: the collection, the environment, the certificates, all as files of this folder. */
export function words(folder: string, context: Context, cases: readonly Item[]): string[] {
  const file = (name: string, content: string | object) => {
    const path = join(folder, name)
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content), { mode: 0o600 })
    return path
  }
  const { env } = context.sandbox
  const { cert, key } = clientCertificate(env)
  return [
    file('collection.json', collectionFor(context, cases)),
    '-e',
    file('environment.json', filledEnvironment(env)),
    '--ssl-extra-ca-certs',
    file('ca.pem', env.COUNTERSIGN_CACERT ?? ''),
    '--ssl-client-cert',
    file('cert.pem', cert),
    '--ssl-client-key',
    file('key.pem', key),
  ]
}

function collectionFor(context: Context, cases: readonly Item[]): object {
  const events = [event('test', shippedScript('all', 'post-response', true))]
  const lookAlike = `http://localhost:${new URL(context.elsewhere.origin).port}/?x=api.inqud.com`
  const items = cases.map(({ name, item }) => ({ name, ...item(context) }))
  const schema = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json'
  return {
    info: { name: 'demo', schema },
    event: events,
    item: [...items, { name: 'look-alike', ...post(lookAlike) }],
  }
}

function filledEnvironment(env: Readonly<Record<string, string>>): object {
  const keys = providers.flatMap(toolSettings).map(({ variable }) => variable)
  const values = keys.map((key) => ({ key, value: env[key] ?? '', enabled: true }))
  return {
    name: 'demo',
    values: [
      ...values,
      { key: 'COUNTERSIGN_ENTROPY', value: randomBytes(32).toString('hex'), enabled: true },
    ],
  }
}
