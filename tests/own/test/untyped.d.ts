declare module 'aws4'
declare module 'hawk'
