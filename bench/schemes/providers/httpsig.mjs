import { httpSignatures } from '@countersign/schemes/http-signatures'

export default httpSignatures({
  id: 'httpsig',
  hosts: ['httpsig.example'],
  components: ['@method', '@target-uri', 'content-digest'],
})
