// Azure Storage with SharedKey. Copy this file, name your own account's host, and set STORAGE_ACCOUNT and STORAGE_KEY.
import { azureSharedKey } from '@countersign/schemes/azure-shared-key'

export default azureSharedKey({
  id: 'storage',
  name: 'Azure Storage',
  hosts: ['core.windows.net'],
  baseUrl: 'https://myaccount.blob.core.windows.net',
  examples: [
    { name: 'List containers', method: 'GET', path: '/?comp=list' },
    { name: 'Container metadata', method: 'GET', path: '/mycontainer?restype=container&comp=metadata' },
  ],
})

// Microsoft Learn, "Authorize with Shared Key": Get Container Metadata. The key is any. It names its own
// host, so it holds whatever hosts you name.
export const vectors = [
  {
    name: 'Get Container Metadata',
    settings: {
      account: 'myaccount',
      key: 'a2V5',
      version: '2015-02-21',
      hosts: 'myaccount.blob.core.windows.net',
    },
    now: 1435361952,
    request: {
      method: 'GET',
      url: 'https://myaccount.blob.core.windows.net/mycontainer?restype=container&comp=metadata&timeout=20',
    },
    steps: {
      stringToSign:
        'GET\n\n\n\n\n\n\n\n\n\n\n\nx-ms-date:Fri, 26 Jun 2015 23:39:12 GMT\nx-ms-version:2015-02-21\n/myaccount/mycontainer\ncomp:metadata\nrestype:container\ntimeout:20',
    },
  },
]
