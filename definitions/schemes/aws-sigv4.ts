// AWS Signature Version 4. Copy this file, name your own service, and set BUCKET_ACCESS_KEY_ID and the others.
import { awsSigV4 } from '@countersign/schemes/aws-sigv4'

export default awsSigV4({
  id: 'bucket',
  name: 'My bucket',
  hosts: ['amazonaws.com'],
  baseUrl: 'https://my-bucket.s3.eu-central-1.amazonaws.com',
  service: 's3',
  region: 'eu-central-1',
  examples: [
    { name: 'List objects', method: 'GET', path: '/?list-type=2&prefix=reports%2F' },
    { name: 'Get an object', method: 'GET', path: '/reports/2026.csv' },
  ],
})

// Amazon S3 API Reference, "Signature Calculations for the Authorization Header", examples. They name their
// own host and service, so they hold whatever you name.
const published = {
  settings: {
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    region: 'us-east-1',
    service: 's3',
    hosts: 'examplebucket.s3.amazonaws.com',
  },
  now: 1369353600,
}

export const vectors = [
  {
    ...published,
    name: 'GET Bucket Lifecycle',
    request: { method: 'GET', url: 'https://examplebucket.s3.amazonaws.com/?lifecycle' },
    steps: { signature: 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543' },
  },
  {
    ...published,
    name: 'List Objects',
    request: { method: 'GET', url: 'https://examplebucket.s3.amazonaws.com/?max-keys=2&prefix=J' },
    steps: { signature: '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7' },
  },
]
