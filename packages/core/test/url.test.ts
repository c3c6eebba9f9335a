import { describe, expect, it } from 'vitest'
import { shown } from '../src/index.js'

describe('a URL in a message', () => {
  it.each([
    ['https://user:p4ss@api.example.com/v1', 'https://…@api.example.com/v1'],
    ['https://user:p4/ss@api.example.com/v1', 'https://…@api.example.com/v1'],
    ['https://user:p4?ss@api.example.com/v1', 'https://…@api.example.com/v1'],
    ['https://user:p4#ss@api.example.com/v1', 'https://…@api.example.com/v1'],
    ['https://user:p4@ss/x@api.example.com/v1', 'https://…@api.example.com/v1'],
    ['https://user:4/p4ss@api.example.com/v1', 'https://…@api.example.com/v1'],
    ['https://a.user:4/p4ss@api.example.com/v1', 'https://a.user:4/…'],
    ['https://to/p4ss@api.example.com/v1', 'https://…@api.example.com/v1'],
    ['https:\\\\user:p4\\ss@api.example.com/v1', 'https:\\\\…@api.example.com/v1'],
    ['user:p4/ss@api.example.com/v1', '…@api.example.com/v1'],
  ])('%s shows no password', (url, message) => {
    expect(shown(url)).toBe(message)
  })

  it.each([
    ['https://api.example.com/users/me@example.com', 'https://api.example.com/users/me@example.com'],
    ['https://api.example.com:8443/v1?mail=me@example.com', 'https://api.example.com:8443/v1'],
    ['http://localhost:8083/v1?mail=me@example.com', 'http://localhost:8083/v1'],
    ['http://[::1]:8083/v1?mail=me@example.com', 'http://[::1]:8083/v1'],
    ['http://sandbox/v1#me@example.com', 'http://sandbox/v1'],
  ])('%s stays, without its query', (url, message) => {
    expect(shown(url)).toBe(message)
  })

  it('shows what cannot be seen', () => {
    expect(shown('https://api.in\u200bqud.com/\r\n')).toBe('https://api.in�qud.com/��')
  })
})
