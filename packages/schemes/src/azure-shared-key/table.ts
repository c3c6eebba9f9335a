import { type Call, headerValue } from '@countersign/core'

/** The string to sign of Table, of 2009-09-19 and newer. */
export function tableString({ request }: Call<unknown>, date: string, resource: string): string {
  const value = (name: string) => headerValue(request.headers, name)?.trim() ?? ''
  return [request.method.toUpperCase(), value('Content-MD5'), value('Content-Type'), date, resource].join(
    '\n',
  )
}
