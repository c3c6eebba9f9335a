import { type AnyProvider, type Resolver, secretFilter, secretsAt, settingsOf } from '@countersign/core'

/** The names of the secret settings that a text holds, in any spelling. A part of a secret counts. */
export type Held = (text: string) => readonly string[]

/** Looks for the secrets of all providers. Reads them at the first text. */
export function heldSecrets(providers: readonly AnyProvider[], settings: Resolver): Held {
  let known: readonly Secret[] | undefined
  return (text) => {
    known ??= providers.flatMap((provider) => secretsOf(provider, settings))
    return [...new Set(known.flatMap(({ variable, isIn }) => (isIn(text) ? [variable] : [])))]
  }
}

interface Secret {
  readonly variable: string
  isIn(text: string): boolean
}

function secretsOf(provider: AnyProvider, settings: Resolver): Secret[] {
  return settingsOf(provider).flatMap((setting) => {
    const values = setting.secret ? secretsAt([{ ...provider, settings: [setting] }], settings) : []
    const filter = secretFilter(values)
    const isPart = (text: string) => text.length >= SHORTEST && values.some((value) => value.includes(text))
    const isIn = (text: string) => filter(text) !== text || isPart(text)
    return values.length === 0 ? [] : [{ variable: setting.variable, isIn }]
  })
}

// Shorter texts stand in a secret by chance.
const SHORTEST = 6
