/** What an expression gives. `either`: known only with the request, as for its body. */
export type Type = 'text' | 'bytes' | 'either'

/** What a function takes in one place. `name`: a text in quotes; `count`: a number of digits. */
export type Takes = 'text' | 'data' | 'alike' | 'name' | 'count'
