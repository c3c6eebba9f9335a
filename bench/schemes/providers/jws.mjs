import { detachedJws } from '@countersign/schemes/jws'

export default detachedJws({ id: 'jws', hosts: ['jws.example'] })
