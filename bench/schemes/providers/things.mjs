import { hawk } from '@countersign/schemes/hawk'

export default hawk({ id: 'things', hosts: ['things.example'] })
