import { CountersignError } from '../errors.js'
import type { AnyProvider } from '../provider.js'
import { isLoopback, shown, type Url } from '../url.js'
import type { Match } from './choice.js'

/** The error about a host in another spelling: tools would send the request to the provider. */
export function misspelt({ host }: Url, { provider }: Match, spelling: string): CountersignError {
  return new CountersignError(
    'invalid-url',
    `"${shown(host)}" is another spelling of ${spelling}, a host of ${provider.name}, and tools would send the request there. Write ${spelling}.`,
    provider.id,
  )
}

/** A credential travels over TLS, or stays on this machine; and nobody smuggles another one into the URL. @throws {CountersignError} `invalid-url`, `insecure-url` */
export function checkSafe(url: Url, text: string, { id, name }: AnyProvider): void {
  if (url.hasUserInfo) {
    const message = `${shown(text)}: the URL of a request to ${name} must not hold a user name or password. Take it out.`
    throw new CountersignError('invalid-url', message, id)
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  if (/[\u0000-\u001f\u007f]/.test(text)) {
    throw new CountersignError(
      'invalid-url',
      `${shown(text)}: the URL holds a control character. Take it out.`,
      id,
    )
  }
  if (url.scheme !== 'https' && !(url.scheme === 'http' && isLoopback(url.host))) {
    const message = `${shown(text)}: requests to ${name} go over https only; plain http is for this machine itself. Write https://.`
    throw new CountersignError('insecure-url', message, id)
  }
}
