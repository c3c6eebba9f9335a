import { edgegrid } from '@countersign/schemes/edgegrid'

export default edgegrid({ id: 'akamai', hosts: ['akamai.example'] })
