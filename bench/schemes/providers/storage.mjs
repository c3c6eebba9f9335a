import { azureSharedKey } from '@countersign/schemes/azure-shared-key'

export default azureSharedKey({ id: 'storage', hosts: ['storage.example'], account: 'account' })
