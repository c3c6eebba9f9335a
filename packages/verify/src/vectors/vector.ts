import type { RequestInput, Step } from '@countersign/core'

/**
 * A request with the steps and headers that the vendor publishes for it, or that somebody made in another way: proof
 * that a provider signs correctly. What it does not name is not compared.
 * @example
 * export const vectors: Vector[] = [
 *   {
 *     settings: { apiKey: 'key' },
 *     request: { method: 'POST', url: 'https://api.acme.com/v1/things', body: '{}' },
 *     headers: { 'X-Signature': '8a3a84bcd0d0065e97f175d370447c7d02e00973…' },
 *   },
 * ]
 */
export interface Vector {
  /** What it shows, for people. */
  readonly name?: string
  /** The provider's id, for a file with several providers on one host. */
  readonly provider?: string
  /** Settings by their name in code, as in `privateKey`. */
  readonly settings: Readonly<Record<string, string | number>>
  /** The clock, in seconds since 1970. Default: the host's. */
  readonly now?: number
  /** The nonce, whatever its length. Default: the host's. */
  readonly nonce?: string
  /** The token that the provider is handed. Nothing is sent to get one. */
  readonly token?: string
  /** The request for a token, as the provider would send it. */
  readonly tokenRequest?: TokenRequest
  readonly request: RequestInput
  /** Steps of the trace, as `countersign explain` names them. */
  readonly steps?: Readonly<Record<string, Step['value']>>
  /** Headers as they are sent. */
  readonly headers?: Readonly<Record<string, string>>
  /** The URL as it is sent, if parameters are added to its query. */
  readonly url?: string
}

/** What is expected of a request for a token; what is left out is not compared. */
export interface TokenRequest {
  readonly method?: string
  readonly url?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** Whether a vector holds; if not, the first step that differs. Secrets in the values are hidden. */
export type Checked =
  | { readonly held: true }
  | {
      readonly held: false
      /** The step's name, or `header NAME`, `url`, `token request body` and the like. */
      readonly step: string
      readonly expected: string
      readonly actual: string
      /** The steps that the provider took before it, as `countersign explain` shows them. */
      readonly steps: readonly { readonly name: string; readonly value: string }[]
    }

/** A vector that cannot be compared as it is written: a step that the provider does not have, say. */
export class VectorError extends Error {}
