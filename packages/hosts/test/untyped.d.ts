declare module 'crypto-js'
declare module 'node-forge'
declare module 'hmac-drbg'
declare module 'mastercard-client-encryption'
