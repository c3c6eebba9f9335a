import type { Provider } from '@countersign/core'
import { inHeader } from './aws-sigv4/in-header.js'
import { inQuery } from './aws-sigv4/in-query.js'
import { type Ready, setup } from './aws-sigv4/ready.js'
import { settings } from './aws-sigv4/settings.js'
import { ALGORITHM } from './aws-sigv4/signature.js'
import { type SchemeOptions, schemeProvider } from './shared/scheme.js'

/**
 * The settings that are the same for everyone may be options: `service: 's3'`.
 * @example const options: AwsSigV4Options = { id: 'bucket', hosts: ['s3.amazonaws.com'], service: 's3', region: 'eu-central-1' }
 */
export interface AwsSigV4Options extends SchemeOptions {
  /** As in `eu-central-1`. */
  readonly region?: string
  /** As in `execute-api` or `s3`. */
  readonly service?: string
  /** Where the signature is written: a header, or the query (a presigned URL). Default `header`. */
  readonly form?: 'header' | 'query'
  /** Whether the body is covered. Default `signed`. */
  readonly payload?: 'signed' | 'unsigned'
  /** Seconds for which a request in query form holds, at most 604,800. Default 3600. */
  readonly expires?: number | string
  /** `no`: the session token is added after signing, as AWS IoT wants it. Default `yes`. */
  readonly signSessionToken?: 'yes' | 'no'
}

/**
 * AWS Signature Version 4, in a header or in the query, with session tokens, unsigned payloads and the paths of S3.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 * @throws {CountersignError} at once `invalid-provider` on an option that is unknown, secret, or not among its choices
 * @throws {CountersignError} when it signs, `invalid-url` on a URL that is presigned already
 * @example export default awsSigV4({ id: 'bucket', hosts: ['s3.eu-central-1.amazonaws.com'], service: 's3' })
 */
export function awsSigV4(options: AwsSigV4Options): Provider<Ready> {
  return schemeProvider<Ready>(
    {
      sources: ['AWS IAM User Guide: Create a signed AWS API request (Signature Version 4)'],
      settings,
      written:
        options.form === 'query'
          ? { now: { query: 'X-Amz-Date', as: '(\\d{8}T\\d{6}Z)' } }
          : { now: { header: 'X-Amz-Date', as: '(\\d{8}T\\d{6}Z)' }, maxAge: 300 },
      setup,
      needs: ({ settings: { isUnsigned, form } }) => ({
        body: !isUnsigned,
        waits: false,
        how: `${ALGORITHM} in ${form === 'query' ? 'the query' : 'a header'}`,
      }),
      sign: (call) => (call.settings.form === 'query' ? inQuery(call) : inHeader(call)),
    },
    options,
  )
}
