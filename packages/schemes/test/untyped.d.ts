declare module 'aws4'
declare module 'hawk'
declare module 'oidc-provider'
