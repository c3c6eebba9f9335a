import { awsSigV4 } from '@countersign/schemes/aws-sigv4'

export default awsSigV4({
  id: 'sigv4',
  hosts: ['sigv4.example'],
  region: 'eu-central-1',
  service: 'execute-api',
})
