import { oauth1 } from '@countersign/schemes/oauth1'

export default oauth1({ id: 'oauth', hosts: ['oauth.example'] })
