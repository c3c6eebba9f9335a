// Hawk. Copy this file, name your own hosts, and set THINGS_ID and THINGS_KEY.
import { hawk } from '@countersign/schemes/hawk'

export default hawk({
  id: 'things',
  name: 'Things',
  hosts: ['example.com'],
  examples: [{ name: 'A resource', method: 'GET', path: '/resource/1?b=1&a=2' }],
})

// Hawk's README: Protocol Example and Payload Validation. They name their own host, so they hold whatever
// hosts you name.
const published = {
  settings: {
    id: 'dh37fgj492je',
    key: 'werxhqb98rpaxn39848xrunpaw3489ruxnpa98w4rxn',
    ext: 'some-app-ext-data',
    hosts: 'example.com:8000',
  },
  now: 1353832234,
  nonce: 'j4h3g2',
}

export const vectors = [
  {
    ...published,
    name: 'GET',
    request: { method: 'GET', url: 'https://example.com:8000/resource/1?b=1&a=2' },
    steps: { mac: '6R4rV5iE+NPoym+WwjeHzjAGXUtLNIxmo1vpMofpLAE=' },
  },
  {
    ...published,
    name: 'POST with a body',
    request: {
      method: 'POST',
      url: 'https://example.com:8000/resource/1?b=1&a=2',
      headers: { 'Content-Type': 'text/plain' },
      body: 'Thank you for flying Hawk',
    },
    steps: {
      hash: 'Yi9LfIIFRtBEPt74PVmbTF/xVAwPn7ub15ePICfgnuY=',
      mac: 'aSe1DERmZuRl3pI36/9BdZmnErTw3sNzOOAUlfeKjVw=',
    },
  },
]
