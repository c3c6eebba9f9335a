declare module 'mastercard-client-encryption'
