// The schemes that need only HMAC, as somebody who copies a provider file has them.
import { awsSigV4 } from '@countersign/schemes/aws-sigv4'
import { azureSharedKey } from '@countersign/schemes/azure-shared-key'
import { edgegrid } from '@countersign/schemes/edgegrid'
import { hawk } from '@countersign/schemes/hawk'
import { httpSignatures } from '@countersign/schemes/http-signatures'
import { detachedJws } from '@countersign/schemes/jws'
import { oauth1 } from '@countersign/schemes/oauth1'

const of = (id) => ({ id, hosts: [`${id}.example`] })

export const sigv4 = awsSigV4({ ...of('sigv4'), region: 'eu-central-1', service: 'execute-api' })
export const oauth = oauth1(of('oauth'))
export const things = hawk(of('things'))
export const akamai = edgegrid(of('akamai'))
export const storage = azureSharedKey({ ...of('storage'), account: 'account' })
export const httpsig = httpSignatures({
  ...of('httpsig'),
  components: ['@method', '@target-uri', 'content-digest'],
})
export const jws = detachedJws(of('jws'))
