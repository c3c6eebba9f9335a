// Azure's SharedKey. No library of npm gives it by itself: theirs is by hand, as Microsoft's page has it.
import { createHmac } from 'node:crypto'
import { azureSharedKey } from '@countersign/schemes/azure-shared-key'
import { base64Secret, shared, signerOf } from './request.mjs'

const storage = 'account.blob.core.windows.net'
const blob = (body) => ({
  method: 'PUT',
  url: `https://${storage}/container/blob`,
  headers: [
    ['Content-Type', 'text/plain'],
    ['x-ms-blob-type', 'BlockBlob'],
  ],
  body,
})

function sharedKeyByHand(body) {
  const date = new Date().toUTCString()
  const headers = `x-ms-blob-type:BlockBlob\nx-ms-date:${date}\nx-ms-version:2021-12-02`
  const length = Buffer.byteLength(body)
  const text = `PUT\n\n\n${length}\n\ntext/plain\n\n\n\n\n\n\n${headers}\n/account/container/blob`
  const signature = createHmac('sha256', shared).update(text).digest('base64')
  return { 'x-ms-date': date, 'x-ms-version': '2021-12-02', Authorization: `SharedKey account:${signature}` }
}

export const sharedKey = {
  ours(body) {
    const options = { hosts: [storage] }
    const signer = signerOf(azureSharedKey, options, { account: 'account', key: base64Secret })
    const asked = blob(body)
    return () => signer.sign(asked)
  },
  theirs: (body) => () => sharedKeyByHand(body),
}
